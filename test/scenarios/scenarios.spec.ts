import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Diagnosis, LEVELS } from '#domain';
import { renderScenarios } from './render-scenarios.js';
import type { Story } from './story.js';
import { expectedWith, STORIES, variationsOf, verdictOf } from './verdict-of.js';

const DOCS = new URL('../../docs/scenarios.md', import.meta.url);

/** Rows of the table of causes; the last two only add to the others. */
const SCENARIOS = 36;

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
  if (expected.fix) expect(JSON.stringify(diagnosis.fixes)).toContain(expected.fix);
  if (expected.says) expect(diagnosis.summary).toContain(expected.says);
}

describe.each(STORIES.map((story) => [`${story.scenario}: ${story.name}`, story] as const))(
  '%s',
  (_name, story) => {
    it('is told with full evidence', () => {
      expectVerdict(verdictOf(story), story.expected);
    });

    it.each((story.traps ?? []).map((trap) => [trap.name, trap] as const))(
      'is not fooled when %s',
      (_trap, trap) => {
        expectVerdict(verdictOf(story, [...story.evidence, ...trap.add]), expectedWith(story, trap));
      },
    );

    it('never blames a commit wrongly, whatever single piece of evidence is missing', () => {
      for (const { name, evidence, guilty } of variationsOf(story)) {
        const { commits, level, summary } = verdictOf(story, evidence);
        const blamed = commits.filter(({ role }) => role === 'cause').map(({ sha }) => sha);
        expect(
          blamed.filter((sha) => sha !== guilty),
          `${name}: ${summary}`,
        ).toEqual([]);
        if (blamed.length > 0) expect(LEVELS.indexOf(level), name).toBeLessThan(LEVELS.indexOf('possible'));
      }
    });

    it('proposes only images that were seen pushed', () => {
      for (const { name, evidence } of variationsOf(story)) {
        const pushed = new Set(
          evidence.flatMap((observation) =>
            observation.kind === 'push'
              ? [`${observation.repository}:${observation.tag}`]
              : observation.kind === 'build'
                ? (observation.images ?? []).map((made) => `${made.repository}:${made.tag}`)
                : [],
          ),
        );
        const proposed = verdictOf(story, evidence).fixes.flatMap(
          (fix) => /^\+ {2}image: ([^@\s]+)/m.exec(fix.patch ?? '')?.slice(1) ?? [],
        );
        expect(
          proposed.filter((image) => !pushed.has(image)),
          name,
        ).toEqual([]);
      }
    });
  },
);

it('has a story for every case of the table', () => {
  const told = new Set(STORIES.map(({ scenario }) => scenario));
  const all = Array.from({ length: SCENARIOS }, (_, index) => index + 1);
  expect(all.filter((scenario) => !told.has(scenario))).toEqual([]);
});

it('is what docs/scenarios.md says (UPDATE_DOCS=1 rewrites it)', () => {
  if (process.env['UPDATE_DOCS']) writeFileSync(DOCS, renderScenarios());
  expect(readFileSync(DOCS, 'utf8')).toBe(renderScenarios());
});
