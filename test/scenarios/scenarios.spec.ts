import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type Diagnosis, diagnose, type Observation } from '#domain';
import { evidenceOf } from './evidence-of.js';
import { BUILD_STORIES } from './stories/builds.js';
import { NODE_STORIES } from './stories/nodes.js';
import { REPOSITORY_STORIES } from './stories/repositories.js';
import { TAG_STORIES } from './stories/tags.js';
import type { Story } from './story.js';

const STORIES = [...BUILD_STORIES, ...TAG_STORIES, ...NODE_STORIES, ...REPOSITORY_STORIES];
const NOW = '2026-03-02T20:00:00.000Z';

const decide = (story: Story, evidence: readonly Observation[] = story.evidence): Diagnosis =>
  diagnose(evidenceOf(story, evidence), NOW);

function expectVerdict(diagnosis: Diagnosis, expected: Story['expected']): void {
  expect({ cause: diagnosis.cause, level: diagnosis.level }, diagnosis.summary).toEqual({
    cause: expected.cause,
    level: expected.level,
  });
  const commit = diagnosis.commit && { sha: diagnosis.commit.sha, role: diagnosis.commit.role };
  if (expected.commit !== undefined) expect(commit).toEqual(expected.commit);
  if (expected.rule) expect(diagnosis.rule).toBe(expected.rule);
  if (expected.pushTag) expect(diagnosis.push?.tag).toBe(expected.pushTag);
  if (expected.failedStep) expect(diagnosis.build?.failedStep).toBe(expected.failedStep);
  if (expected.says) expect(diagnosis.summary).toContain(expected.says);
}

describe.each(STORIES.map((story) => [`${story.scenario}: ${story.name}`, story] as const))(
  '%s',
  (_name, story) => {
    it('is told with full evidence', () => {
      expectVerdict(decide(story), story.expected);
    });

    it.each((story.traps ?? []).map((trap) => [trap.name, trap] as const))(
      'is not fooled when %s',
      (_trap, trap) => {
        const expected = trap.expected
          ? {
              ...trap.expected,
              cause: trap.expected.cause ?? story.expected.cause,
              level: trap.expected.level ?? story.expected.level,
            }
          : story.expected;
        expectVerdict(decide(story, [...story.evidence, ...trap.add]), expected);
      },
    );

    it('never blames a commit wrongly, whatever single piece of evidence is missing', () => {
      const guilty = story.expected.commit?.role === 'cause' ? story.expected.commit.sha : null;
      const blamed = story.evidence
        .map((_, i) => decide(story, story.evidence.toSpliced(i, 1)).commit)
        .flatMap((commit) => (commit?.role === 'cause' ? [commit.sha] : []));
      expect(new Set([...blamed, guilty])).toEqual(new Set([guilty]));
    });

    it('does not depend on the order or the repetition of the evidence', () => {
      const told = canonicalJson(decide(story));
      fc.assert(
        fc.property(
          fc.shuffledSubarray([...story.evidence], { minLength: story.evidence.length }),
          (shuffled) => {
            expect(canonicalJson(decide(story, shuffled))).toBe(told);
          },
        ),
        { numRuns: 50 },
      );
    });

    it('proposes only images that were seen pushed', () => {
      const pushed = new Set(
        story.evidence.flatMap((observation) =>
          observation.kind === 'push'
            ? [`${observation.repository}:${observation.tag}`]
            : observation.kind === 'build'
              ? (observation.images ?? []).map((made) => `${made.repository}:${made.tag}`)
              : [],
        ),
      );
      const proposed = decide(story).fixes.flatMap(
        (fix) => /^\+ {2}image: ([^@\s]+)/m.exec(fix.patch ?? '')?.slice(1) ?? [],
      );
      expect(proposed.filter((image) => !pushed.has(image))).toEqual([]);
    });
  },
);
