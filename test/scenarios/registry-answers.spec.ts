import { describe, expect, it } from 'vitest';
import { canonicalJson, diagnose, type Observation, type RegistryAnswer, wantedReference } from '#domain';
import { evidenceOf } from './evidence-of.js';
import { BUILD_STORIES } from './stories/builds.js';
import { NODE_STORIES } from './stories/nodes.js';
import { REPOSITORY_STORIES } from './stories/repositories.js';
import { TAG_STORIES } from './stories/tags.js';
import { at, notFound, push, REPOSITORY, type Story } from './story.js';

const NOW = '2026-03-02T20:00:00.000Z';
const STORIES = [...BUILD_STORIES, ...TAG_STORIES, ...NODE_STORIES, ...REPOSITORY_STORIES];

/** What the registry answers about the story's image some minutes after the first failure. */
function answered(
  story: Pick<Story, 'image' | 'failedAt'>,
  found: RegistryAnswer['found'],
  more: Partial<RegistryAnswer> = {},
  minutes = 2,
): Observation {
  const { repository, tag, digest } = wantedReference(story.image);
  return {
    kind: 'other',
    provider: 'registry',
    event: 'registry_answer',
    repository,
    occurredAt: new Date(Date.parse(story.failedAt) + minutes * 60_000).toISOString(),
    answer: { found, tag: digest ? null : tag, digest, ...more },
  };
}

const decide = (story: Story, ...add: readonly Observation[]) =>
  diagnose(evidenceOf(story, [...story.evidence, ...add]), NOW);

const IMAGE = `${REPOSITORY}:2.0.0`;
const wanted = (fields: Partial<Story> = {}): Story => ({
  scenario: 0,
  name: 'a registry that answers',
  image: IMAGE,
  says: notFound(IMAGE),
  failedAt: at('12:00'),
  evidence: [push({ tag: '1.9.0', occurredAt: at('09:00') })],
  expected: { cause: 'tag_unknown', level: 'possible' },
  ...fields,
});
const refusal = `failed to pull and unpack image "${IMAGE}": failed to resolve reference "${IMAGE}": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`;

describe('what the registry answers', () => {
  it('makes the absence of a tag likely', () => {
    const story = wanted();
    expect(decide(story)).toMatchObject({ cause: 'tag_unknown', level: 'possible' });
    const told = decide(story, answered(story, 'absent'));
    expect(told).toMatchObject({ cause: 'tag_unknown', level: 'likely' });
    expect(told.evidence.map(({ text }) => text)).toContain(
      `${IMAGE} is not there, the registry answered at 2026-03-02 12:02:00 UTC`,
    );
  });

  it('refutes what rests on silence', () => {
    const story = wanted();
    const told = decide(story, answered(story, 'present'));
    expect(told).toMatchObject({ cause: 'unknown', level: 'unknown' });
    expect(told.evidence.map(({ kind }) => kind)).toContain('registry_answer');
  });

  it('tells that an image came later', () => {
    const story = wanted();
    const told = decide(story, answered(story, 'absent'), answered(story, 'present', {}, 9));
    expect(told).toMatchObject({ cause: 'build_running', level: 'likely', commit: null });
  });

  it('tells a refused pull from a missing image', () => {
    const story = wanted({ says: refusal });
    expect(decide(story, answered(story, 'present'))).toMatchObject({
      cause: 'credentials_rejected',
      level: 'likely',
    });
    expect(decide(story, answered(story, 'absent'))).toMatchObject({ cause: 'tag_unknown' });
  });

  it('makes a missing pull secret likely when the image is there', () => {
    const story = wanted({ says: refusal, pod: { pullSecrets: [] } });
    expect(decide(story).level).toBe('possible');
    const told = decide(story, answered(story, 'present'));
    expect(told).toMatchObject({ cause: 'pull_secret_missing', level: 'likely' });
  });

  it('finds a mirror that lacks what its upstream has', () => {
    const says = `failed to resolve reference "${IMAGE}": unexpected status from HEAD request to https://mirror.acme.test/v2/acme/api/manifests/2.0.0?ns=ghcr.io: 404 Not Found: not found`;
    const story = wanted({ says });
    const told = decide(story, answered(story, 'present'));
    expect(told).toMatchObject({ cause: 'mirror_stale', level: 'likely' });
    expect(told.summary).toContain('mirror.acme.test');
  });

  it('finds a deletion of which nobody told', () => {
    const story = wanted({ evidence: [push({ tag: '2.0.0', occurredAt: at('09:00') })] });
    expect(decide(story).cause).toBe('unknown');
    const told = decide(story, answered(story, 'absent'));
    expect(told).toMatchObject({ cause: 'tag_deleted', level: 'likely', push: { tag: '2.0.0' } });
    expect(told.lookedFor).toEqual([expect.objectContaining({ what: `a deletion of ${IMAGE}` })]);
  });

  it('finds a tag that was there and is gone, though nobody told of a push', () => {
    const story = wanted();
    const told = decide(story, answered(story, 'present', {}, -60), answered(story, 'absent', {}, -55));
    expect(told).toMatchObject({ cause: 'tag_deleted', level: 'likely' });
    expect(told.summary).toContain('at 2026-03-02 11:00:00 UTC the registry had it');
  });

  it('knows the platforms of an image that nobody saw pushed', () => {
    const says = `failed to pull and unpack image "${IMAGE}": no match for platform in manifest: not found`;
    const story = wanted({ says, pod: { nodeArch: 'arm64' } });
    const told = decide(story, answered(story, 'present', { platforms: ['linux/amd64'] }));
    expect(told).toMatchObject({ cause: 'platform_not_built', level: 'likely' });
    expect(told.summary).toContain('has linux/amd64 only, and the node is arm64');
  });

  it('tells whether an image whose signature was refused has one', () => {
    const says = `image pull failed for ${IMAGE} because the signature validation failed: no signature exists`;
    const story = wanted({ says, reason: 'SignatureValidationFailed' });
    const told = decide(story, answered(story, 'present', { signed: false }));
    expect(told.cause).toBe('signature_rejected');
    expect(told.evidence.map(({ text }) => text)).toContain(
      `${IMAGE} is there without a signature, the registry answered at 2026-03-02 12:02:00 UTC`,
    );
  });

  it.each([
    ['before the failure', -30],
    ['of another tag', 2],
  ])('says nothing when it is %s', (what, minutes) => {
    const story = wanted();
    const more = what === 'of another tag' ? { tag: '3.0.0' } : {};
    const told = decide(story, answered(story, 'absent', more, minutes));
    expect(canonicalJson(told)).toBe(canonicalJson(decide(story)));
  });
});

describe.each(STORIES.filter(({ says }) => says !== null).map((story) => [story.name, story] as const))(
  'an answer about: %s',
  (_name, story) => {
    it('never makes anybody guilty, and a contradiction acquits', () => {
      const before = decide(story);
      const guilty = (told: typeof before) => (told.commit?.role === 'cause' ? told.commit.sha : null);
      const absent = decide(story, answered(story, 'absent'));
      const later = decide(story, answered(story, 'absent'), answered(story, 'present', {}, 9));
      for (const told of [absent, later]) expect([guilty(before), null]).toContain(guilty(told));
      const present = decide(story, answered(story, 'present'));
      if (before.cause !== 'platform_build_failed' || story.says?.includes('failed to resolve'))
        expect(guilty(present)).toBeNull();
    });

    it('does not depend on the order it is listed in', () => {
      const answers = [answered(story, 'absent'), answered(story, 'present', {}, 9)];
      const told = canonicalJson(decide(story, ...answers));
      const reversed = diagnose(evidenceOf(story, [...answers, ...story.evidence].reverse()), NOW);
      expect(canonicalJson(reversed)).toBe(told);
    });
  },
);
