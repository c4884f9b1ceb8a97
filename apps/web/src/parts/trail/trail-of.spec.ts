import { describe, expect, it } from 'vitest';
import type { Incident, TimelineEntry, Verdict } from '../../api/types.js';
import { trailOf } from './trail-of.js';

const SHA = '7f3a6ce1d20b4c5f8e9a01b2c3d4e5f60718293a';
const RUN = 'https://git.acme.test/acme/api/runs/812';

function incident(verdict: Partial<Verdict> | null, more: Partial<Incident> = {}): Incident {
  const empty = {
    version: 1,
    decidedAt: '2026-11-22T11:48:00Z',
    summary: '',
    level: 'proven',
    rule: null,
  } as const;
  const lists = {
    fixes: [],
    evidence: [],
    counterEvidence: [],
    lookedFor: [],
    coverage: [],
    alternatives: [],
  };
  return {
    id: 'inc_1',
    state: 'open',
    openedAt: '2026-11-22T11:47:00Z',
    lastSeenAt: '2026-11-22T11:59:00Z',
    resolvedAt: null,
    image: {
      reference: 'registry.acme.test/shop/api:1.9.0',
      registry: 'registry.acme.test',
      repository: 'registry.acme.test/shop/api',
      tag: '1.9.0',
      digest: null,
    },
    error: { class: 'not_found', message: 'not found', host: null, runtime: null },
    scope: { clusters: ['prod-eu'], namespaces: ['shop'], workloads: [], images: [], nodes: 1, pods: 14 },
    verdict: verdict && {
      ...empty,
      ...lists,
      cause: 'unknown',
      commit: null,
      commits: [],
      build: null,
      push: null,
      ...verdict,
    },
    ...more,
  };
}

const commit: Verdict['commit'] = {
  sha: SHA,
  repository: 'acme/api',
  role: 'cause',
  author: 'Dana',
  message: 'Raise the base image\n\nBecause.',
  url: null,
  pullRequest: null,
};

const build: Verdict['build'] = {
  provider: 'github',
  id: '812',
  attempt: 2,
  url: RUN,
  status: 'failure',
  workflow: 'image',
  failedJob: 'publish',
  failedStep: 'Build and push',
};

const push = (tag: string, repository = 'registry.acme.test/shop/api'): Verdict['push'] => ({
  repository,
  tag,
  digest: null,
  pushedAt: '2026-11-22T11:30:00Z',
});

const entry = (
  at: string,
  kind: TimelineEntry['kind'],
  more: Partial<TimelineEntry> = {},
): TimelineEntry => ({
  at: `2026-11-22T${at}Z`,
  kind,
  title: '',
  detail: null,
  status: null,
  url: null,
  ...more,
});

/** `build:broke` for every step, in order. */
const outline = (one: Incident, entries: readonly TimelineEntry[] = []) =>
  trailOf(one, entries).map(({ kind, state }) => `${kind}:${state}`);

const stepOf = (one: Incident, kind: string, entries: readonly TimelineEntry[] = []) =>
  trailOf(one, entries).find((step) => step.kind === kind);

describe('trailOf', () => {
  it('breaks at the build, and nothing after it happened', () => {
    const failed = incident({ cause: 'build_failed', commit, build, push: push('1.8.3') });
    expect(outline(failed)).toEqual(['commit:done', 'build:broke', 'push:never', 'pull:fails']);
    expect(stepOf(failed, 'push')).toMatchObject({
      what: 'Never pushed',
      details: ['last pushed: 1.8.3'],
      at: null,
    });
    expect(stepOf(failed, 'commit')).toMatchObject({
      what: '7f3a6ce',
      details: ['Raise the base image', 'Dana'],
    });
  });

  it('tells step, job, attempt, end and length of the build from its own events', () => {
    const failed = incident({ cause: 'build_failed', commit, build });
    const entries = [
      entry('11:40:19', 'build', { url: RUN, endedAt: '2026-11-22T11:44:31Z' }),
      entry('11:46:00', 'build', { url: 'https://git.acme.test/acme/api/runs/813' }),
    ];
    expect(stepOf(failed, 'build', entries)).toMatchObject({
      what: 'image: failed',
      details: ['step “Build and push”', 'job “publish”', 'attempt 2'],
      at: '2026-11-22T11:44:31Z',
      took: 252_000,
      url: RUN,
    });
  });

  it('tells the beginning of a build that has not ended', () => {
    const running = incident({ cause: 'build_running', commit, build });
    expect(stepOf(running, 'build', [entry('11:40:19', 'build', { url: RUN })])).toMatchObject({
      at: '2026-11-22T11:40:19Z',
      took: null,
    });
  });

  it('waits where nothing is wrong yet', () => {
    const running = incident({ cause: 'build_running', commit, build: { ...build, status: 'running' } });
    expect(outline(running)).toEqual(['commit:done', 'build:waiting', 'push:waiting', 'pull:fails']);
    expect(stepOf(running, 'push')?.what).toBe('Not pushed yet');
    const queued = incident({ cause: 'build_queued', commit, build, push: push('1.8.3') });
    expect(stepOf(queued, 'push')).toMatchObject({ state: 'waiting', what: 'Not pushed yet' });
  });

  it('breaks at the manifest when it asks for another spelling', () => {
    const spelled = incident({ cause: 'tag_spelled_differently', commit, build, push: push('v1.9.0') });
    expect(outline(spelled)).toEqual([
      'commit:done',
      'build:done',
      'push:done',
      'deploy:broke',
      'pull:fails',
    ]);
    expect(stepOf(spelled, 'push')?.what).toBe('Pushed v1.9.0');
    expect(stepOf(spelled, 'deploy')?.what).toBe('Asks for 1.9.0');
  });

  it('breaks in the registry when the tag was deleted', () => {
    const deleted = incident({ cause: 'tag_deleted', push: push('1.9.0') });
    const entries = [entry('03:00:00', 'delete', { detail: 'keep 30' })];
    expect(outline(deleted, entries)).toEqual(['push:done', 'delete:broke', 'pull:fails']);
    expect(stepOf(deleted, 'delete', entries)).toMatchObject({
      details: ['keep 30'],
      at: '2026-11-22T03:00:00Z',
    });
  });

  it('knows that the image was pushed although its build is the cause', () => {
    const platform = incident({ cause: 'platform_not_built', build, push: push('1.9.0', 'shop/api') });
    const apart = { ...platform, image: { ...platform.image, repository: 'shop/api' } };
    expect(outline(apart)).toEqual(['commit:unknown', 'build:broke', 'push:done', 'pull:fails']);
  });

  it('says where the image went instead', () => {
    const elsewhere = incident({
      cause: 'pushed_elsewhere',
      commit,
      push: push('1.9.0', 'ghcr.io/acme/staging'),
    });
    expect(stepOf(elsewhere, 'push')).toMatchObject({
      state: 'broke',
      what: 'Pushed elsewhere',
      details: ['ghcr.io/acme/staging:1.9.0'],
    });
  });

  it('says no more than the pull when the pull itself broke', () => {
    expect(outline(incident({ cause: 'rate_limited' }))).toEqual(['pull:broke']);
    const secret = incident({ cause: 'pull_secret_missing' });
    expect(outline(secret, [entry('11:30:00', 'push', { title: 'Pushed 1.9.0' })])).toEqual([
      'push:done',
      'pull:broke',
    ]);
  });

  it('shows a question mark for everything that is not known of an unknown cause', () => {
    const nothing = ['commit:unknown', 'build:unknown', 'push:unknown', 'pull:fails'];
    expect(outline(incident({ cause: 'unknown' }))).toEqual(nothing);
    expect(outline(incident({ cause: 'a_cause_from_the_future' }))).toEqual(nothing);
    expect(outline(incident(null))).toEqual(nothing);
  });

  it('gives the commit that changed the manifest to the deploy', () => {
    const deployed = incident({ cause: 'tag_unknown', commit: { ...commit, role: 'deployed_by' } });
    expect(stepOf(deployed, 'commit')).toBeUndefined();
    expect(stepOf(deployed, 'deploy')).toMatchObject({ state: 'broke', sha: SHA });
  });

  it('ends well once the incident is resolved', () => {
    const over = incident(
      { cause: 'build_failed', commit, build },
      { state: 'resolved', resolvedAt: '2026-11-22T11:58:00Z' },
    );
    expect(stepOf(over, 'pull')).toMatchObject({
      state: 'done',
      what: 'Pulls again',
      at: '2026-11-22T11:58:00Z',
    });
  });
});
