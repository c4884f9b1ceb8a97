import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type Diagnosis, diagnose, type Observation, type Recorded } from '#domain';
import { asFact } from '#pipeline';
import { nameless, naming, RENAMED, type Rewrite, rewritten, shifting } from './changed-story.js';
import { ARRIVAL, evidenceOf } from './evidence-of.js';
import { commit, digest, job, push, run, type Story } from './story.js';
import { STORIES, verdictOf } from './verdict-of.js';

const CASES = { numRuns: 500 };
const NOW = ARRIVAL;

const anyStory = fc.constantFrom(...STORIES);

/** A story with its traps thrown in, as evidence that is there as well. */
const anyEvidence = anyStory.chain((story) =>
  fc
    .subarray((story.traps ?? []).flatMap(({ add }) => [...add]))
    .map((more) => ({ story, evidence: [...story.evidence, ...more] })),
);

const told = (diagnosis: Diagnosis) => canonicalJson(diagnosis);

/** The verdict without ids, which are made of the content, and in an order that does not come from them. */
const withoutIds = (diagnosis: Diagnosis): string =>
  canonicalJson({
    ...diagnosis,
    evidence: diagnosis.evidence.map(({ id: _id, ...item }) => canonicalJson(item)).sort(),
    counterEvidence: diagnosis.counterEvidence.map(({ id: _id, ...item }) => canonicalJson(item)).sort(),
  });

describe('a verdict is the same', () => {
  it('in whatever order its evidence comes, and however often', () => {
    fc.assert(
      fc.property(
        anyEvidence.chain(({ story, evidence }) =>
          fc.record({
            story: fc.constant(story),
            evidence: fc.constant(evidence),
            delivered: fc
              .subarray(evidence)
              .chain((again) =>
                fc.shuffledSubarray([...evidence, ...again], { minLength: evidence.length + again.length }),
              ),
          }),
        ),
        ({ story, evidence, delivered }) => {
          expect(told(verdictOf(story, delivered))).toBe(told(verdictOf(story, evidence)));
        },
      ),
      CASES,
    );
  });

  it('under other names of organisations, repositories and clusters', () => {
    const anyName = fc.stringMatching(/^[b-df-hj-np-tv-z]{4,9}x$/);
    fc.assert(
      fc.property(
        anyEvidence,
        fc.uniqueArray(anyName, { minLength: RENAMED, maxLength: RENAMED }),
        ({ story, evidence }, names) => expectRewritten(nameless({ ...story, evidence }), naming(names)),
      ),
      CASES,
    );
  });

  it('at any other time', () => {
    const TEN_YEARS = 10 * 365 * 86_400;
    fc.assert(
      fc.property(
        anyEvidence,
        fc.integer({ min: -TEN_YEARS, max: TEN_YEARS }),
        ({ story, evidence }, seconds) => expectRewritten({ ...story, evidence }, shifting(seconds)),
      ),
      CASES,
    );
  });

  it('with whatever happens to other images and repositories', () => {
    fc.assert(
      fc.property(
        anyEvidence,
        fc.array(unrelated(), { minLength: 1, maxLength: 40 }),
        ({ story, evidence }, others) => {
          const snapshot = evidenceOf(story, evidence);
          const more: Recorded[] = others.map((observation) =>
            asFact(observation, { receivedAt: new Date(NOW), signed: true }),
          );
          const crowded = { ...snapshot, observations: [...more, ...snapshot.observations] };
          expect(told(diagnose(crowded, NOW))).toBe(told(diagnose(snapshot, NOW)));
        },
      ),
      CASES,
    );
  });
});

function expectRewritten(story: Story, rewrite: Rewrite): void {
  const whole = rewritten(story, rewrite);
  const now = rewrite(NOW);
  const expected = JSON.parse(rewrite(JSON.stringify(verdictOf(story)))) as Diagnosis;
  expect(JSON.parse(withoutIds(diagnose(evidenceOf(whole, whole.evidence, now), now)))).toEqual(
    JSON.parse(withoutIds(expected)),
  );
}

/** Something that happened in a repository or to an image that no story knows. */
function unrelated(): fc.Arbitrary<Observation> {
  const sha = fc.stringMatching(/^[0-9a-f]{40}$/);
  const minute = fc
    .integer({ min: 0, max: 1439 })
    .map((n) => new Date(Date.UTC(2026, 2, 2, 0, n)).toISOString());
  const name = fc.constantFrom('globex/site', 'globex/billing', 'initech/reports');
  const status = fc.constantFrom('success', 'failure', 'running', 'cancelled');
  return fc.oneof(
    fc.record({ sha, minute, name, status, id: fc.nat() }).map((of) =>
      run({
        repository: of.name,
        commit: of.sha,
        runId: `x${of.id}`,
        runNumber: null,
        status: of.status as 'success',
        startedAt: of.minute,
      }),
    ),
    fc.record({ sha, minute, name, id: fc.nat() }).map((of) =>
      job({
        repository: of.name,
        commit: of.sha,
        runId: `x${of.id}`,
        runNumber: null,
        status: 'failure',
        startedAt: of.minute,
        steps: [{ name: 'Build and push', status: 'failure' }],
      }),
    ),
    fc.record({ sha, minute, name }).map((of) =>
      push({
        repository: `ghcr.io/${of.name}`,
        tag: of.sha.slice(0, 9),
        commit: of.sha,
        sourceRepository: of.name,
        digest: digest('9'),
        occurredAt: of.minute,
      }),
    ),
    fc.record({ sha, minute, name }).map((of) =>
      commit({
        repository: of.name,
        commit: of.sha,
        message: 'Other work',
        occurredAt: of.minute,
        committedAt: of.minute,
      }),
    ),
  );
}
