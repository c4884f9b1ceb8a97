import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TAG_CONVENTIONS } from './catalog.js';
import type { BuildRef, Named, TagWriter } from './convention.js';
import { deriveTag } from './derive-tag.js';
import { isTag } from './tag-grammar.js';
import type { TagCandidate } from './types.js';

const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
const objectId = fc.oneof({ weight: 4, arbitrary: hex(40) }, { weight: 1, arbitrary: hex(64) });
const number = fc.nat(999);
const version = fc
  .tuple(fc.constantFrom('', 'v'), number, number, number)
  .map(([v, major, minor, patch]) => `${v}${major}.${minor}.${patch}`);
const gitTag = fc.oneof(
  version,
  fc
    .tuple(version, fc.constantFrom('-rc.1', '-beta', '-alpine', '+5', '-rc.2+abc'))
    .map((parts) => parts.join('')),
  fc
    .tuple(version, fc.constantFrom('b', 'beta', '-beta.', '-rc', 'rc', '-alpha.', 'a'), number)
    .map((parts) => parts.join('')),
  fc
    .tuple(fc.constantFrom('api-v', 'api/v', 'api@', 'api/'), number, number, number)
    .map(([prefix, ...numbers]) => prefix + numbers.join('.')),
  fc
    .tuple(fc.integer({ min: 2000, max: 2099 }), fc.integer({ min: 1, max: 12 }))
    .map(([year, month]) => `${year}.${String(month).padStart(2, '0')}`),
);
const branch = fc.oneof(
  fc.constantFrom(
    'main',
    'feature/x',
    'feature/X_y',
    'release/1.2',
    'fix/#42-crash',
    'pr',
    'sha',
    'v2',
    '1.x',
    'dependabot/npm_and_yarn/left-pad-1.3.0',
  ),
  fc.string({ unit: fc.constantFrom(...'abcXYZ019-_./#é'), minLength: 1, maxLength: 80 }),
);
const build: fc.Arbitrary<BuildRef> = fc.record({
  commit: objectId,
  tree: objectId,
  branch,
  gitTag,
  pullRequest: fc.integer({ min: 1, max: 99_999 }),
  runNumber: fc.integer({ min: 1, max: 999_999 }),
  runAttempt: fc.integer({ min: 1, max: 9 }),
  runId: fc.integer({ min: 1, max: 99_999_999_999 }),
  startedAt: fc
    .date({
      min: new Date('2001-09-10T00:00:00Z'),
      max: new Date('2033-05-17T00:00:00Z'),
      noInvalidDate: true,
    })
    .map((date) => date.toISOString()),
  objectCount: fc.integer({ min: 1, max: 20_000_000 }),
});

const MATCHES: Readonly<Record<Named, (candidate: TagCandidate, ref: BuildRef) => boolean>> = {
  commit: ({ kind, value }, ref) =>
    (kind === 'commit' && value === ref.commit) || (kind === 'commit_prefix' && ref.commit.startsWith(value)),
  tree: ({ kind, value }, ref) => kind === 'tree' && ref.tree.startsWith(value),
  branch: ({ kind, value }, ref) => kind === 'branch' && value === ref.branch,
  gitTag: ({ kind, value }, ref) => kind === 'git_tag' && value === ref.gitTag,
  pullRequest: ({ kind, value }, ref) => kind === 'pull_request' && value === String(ref.pullRequest),
  runNumber: ({ kind, value }, ref) =>
    kind === 'run_number' &&
    [String(ref.runNumber), `${day(ref).replaceAll('-', '')}.${ref.runNumber}`].includes(value),
  runId: ({ kind, value }, ref) => kind === 'run_id' && value === String(ref.runId),
  startedAt: ({ kind, value }, ref) => kind === 'date' && value === day(ref),
};
const day = (ref: BuildRef) => ref.startedAt.slice(0, 10);

/** Conventions that somebody writes; all digits is only how a sha can look. */
const WRITTEN = TAG_CONVENTIONS.filter(({ writers }) => writers.length > 0).map(
  ({ id, writers }) => [id, writers] as const,
);

/** Milliseconds that ten thousand cases may take on a busy machine. */
const TEN_THOUSAND_CASES = 60_000;

const WRITERS = TAG_CONVENTIONS.flatMap(({ id, writers }) =>
  writers.map((writer) => [id, writer.id, writer] as const),
);

function contextOf(ref: BuildRef) {
  return { imageBasename: 'api', branches: ['develop', ref.branch, 'release/0.1'] };
}

function expectReadBack({ names, render }: TagWriter, ref: BuildRef): void {
  const tag = render(ref);
  fc.pre(tag !== null && isTag(tag));
  const candidates = deriveTag(tag, contextOf(ref));
  const isRead = (candidate: TagCandidate) =>
    names === null ? candidate.kind === 'mutable' : MATCHES[names](candidate, ref);
  expect(candidates.some(isRead)).toBe(true);
}

describe('conventions', () => {
  it('have ids of their own, and so have their writers', () => {
    const ids = TAG_CONVENTIONS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const writers = WRITERS.map(([, id]) => id);
    expect(new Set(writers).size).toBe(writers.length);
  });

  it.each(WRITERS)('%s: what %s writes is read back', (_id, _writerId, writer) => {
    fc.assert(
      fc.property(build, (ref) => expectReadBack(writer, ref)),
      { numRuns: 150 },
    );
  });

  it.each(WRITTEN)(
    '%s: is read back whichever of its writers is at work',
    (_id, writers) => {
      fc.assert(
        fc.property(build, fc.constantFrom(...writers), (ref, writer) => expectReadBack(writer, ref)),
        { numRuns: 10_000 },
      );
    },
    TEN_THOUSAND_CASES,
  );

  it('never throw, sort by strength and stay few on any text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: fc.constantFrom(...'0123456789abcdefgvsha-_.+%!()='), maxLength: 140 }),
    );
    fc.assert(
      fc.property(text, fc.option(branch), (tag, name) => {
        const context = { imageBasename: 'api', branches: name === null ? [] : [name] };
        const candidates = deriveTag(tag, context);
        const strengths = candidates.map(({ strength }) => strength);
        expect(strengths).toEqual([...strengths].sort((a, b) => b - a));
        expect(candidates.length).toBeLessThanOrEqual(80);
        expect(deriveTag(tag, context)).toEqual(candidates);
        for (const { strength } of candidates) expect(strength).toBeGreaterThan(0);
        for (const { strength } of candidates) expect(strength).toBeLessThanOrEqual(1);
      }),
      { numRuns: 10_000 },
    );
  });
});
