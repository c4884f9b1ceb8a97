import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Recorded } from '../evidence/snapshot.js';
import type { FailureObservation, RecoveryObservation } from '../observation-of-cluster.js';
import { type ContainerState, containerKey, failureOf, foldContainer, isFailing } from './container-state.js';

type Report = Recorded<FailureObservation | RecoveryObservation>;

const time = (minute: number) => new Date(Date.UTC(2026, 2, 2, 12, minute)).toISOString();

function report(id: string, minute: number, fields: Partial<FailureObservation> = {}): Report {
  const observation: FailureObservation = {
    kind: 'failure',
    cluster: 'prod',
    namespace: 'shop',
    pod: 'api-1',
    container: 'api',
    image: 'ghcr.io/acme/api:1.0',
    reason: 'ErrImagePull',
    message:
      'rpc error: code = NotFound desc = failed to resolve reference "ghcr.io/acme/api:1.0": ghcr.io/acme/api:1.0: not found',
    lastSeenAt: time(minute),
    ...fields,
  };
  return { id, at: time(minute), signed: true, observation };
}

function recovery(id: string, minute: number): Report {
  const { observation } = report(id, minute);
  return { id, at: time(minute), signed: true, observation: { ...observation, kind: 'recovery' } };
}

const fold = (reports: readonly Report[]): ContainerState =>
  reports.reduce<ContainerState | null>((state, next) => foldContainer(state, 'c1', next), null) ??
  (() => {
    throw new Error('no reports');
  })();

const anyReport = fc
  .record({
    id: fc.stringMatching(/^[a-f0-9]{4}$/),
    minute: fc.integer({ min: 0, max: 30 }),
    node: fc.option(fc.constantFrom('node-1', 'node-2')),
    message: fc.constantFrom(
      'Back-off pulling image "ghcr.io/acme/api:1.0"',
      'x509: certificate signed by unknown authority',
      'gibberish',
    ),
    isRecovery: fc.boolean(),
  })
  .map(({ id, minute, node, message, isRecovery }) =>
    isRecovery
      ? recovery(`${id}r${minute}`, minute)
      : report(`${id}${minute}${node ?? ''}${message.length}`, minute, { node, message }),
  );

describe('foldContainer', () => {
  it('gives the same state for any order and repetition of the reports', () => {
    const shuffled = fc
      .array(anyReport, { minLength: 1, maxLength: 12 })
      .chain((reports) =>
        fc.tuple(
          fc.constant(reports),
          fc.shuffledSubarray([...reports, ...reports], { minLength: reports.length * 2 }),
        ),
      );
    fc.assert(
      fc.property(shuffled, ([reports, other]) => {
        expect(fold(other)).toEqual(fold(reports));
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps the cause that was said before the back-off hid it', () => {
    const state = fold([
      report('a', 1),
      report('b', 5, {
        reason: 'ImagePullBackOff',
        message: 'Back-off pulling image "ghcr.io/acme/api:1.0"',
      }),
    ]);
    expect(failureOf(state)?.message).toContain('not found');
    expect(failureOf(state)?.lastSeenAt).toBe(time(5));
  });

  it('lets a newer cause replace an older one', () => {
    const state = fold([
      report('b', 5, { message: 'x509: certificate signed by unknown authority' }),
      report('a', 1),
    ]);
    expect(failureOf(state)?.message).toContain('x509');
  });

  it('is recovered by a later recovery, and failing again by a later failure', () => {
    expect(isFailing(fold([report('a', 1), recovery('r', 2)]))).toBe(false);
    expect(isFailing(fold([recovery('r', 2), report('a', 1)]))).toBe(false);
    expect(isFailing(fold([report('a', 1), recovery('r', 2), report('b', 3)]))).toBe(true);
  });

  it('keeps what an older report knew and a newer one left out', () => {
    const state = fold([report('a', 1, { nodeArch: 'arm64' }), report('b', 2)]);
    expect(failureOf(state)?.nodeArch).toBe('arm64');
  });
});

describe('containerKey', () => {
  it('tells pods of the same name apart by their uid, and images of one container', () => {
    const key = (fields: Partial<FailureObservation>) => containerKey(report('a', 1, fields).observation);
    expect(key({ podUid: 'u1' })).not.toBe(key({ podUid: 'u2' }));
    expect(key({ podUid: 'u1', pod: 'x' })).toBe(key({ podUid: 'u1', pod: 'y' }));
    expect(key({ image: 'a:1' })).not.toBe(key({ image: 'a:2' }));
  });
});
