import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BuildObservation } from '../observation.js';
import { foldRuns, newestAttempts } from './run.js';
import type { Recorded } from './snapshot.js';

const time = (minute: number) => new Date(Date.UTC(2026, 2, 2, 12, minute)).toISOString();

function record(id: string, minute: number, fields: Partial<BuildObservation>): Recorded<BuildObservation> {
  const observation: BuildObservation = {
    kind: 'build',
    provider: 'github',
    repository: 'acme/api',
    runId: '1',
    runAttempt: 1,
    ...fields,
  };
  return { id, at: time(minute), signed: true, observation };
}

const queued = record('a', 1, { status: 'queued', startedAt: time(1) });
const running = record('b', 2, { status: 'running' });
const failed = record('c', 9, { status: 'failure', finishedAt: time(9) });
const job = record('d', 8, {
  jobId: '7',
  jobName: 'docker',
  status: 'failure',
  steps: [{ name: 'Build and push', status: 'failure' }],
});

describe('foldRuns', () => {
  it('gives the same runs for any order of the reports', () => {
    const told = foldRuns([queued, running, failed, job]);
    fc.assert(
      fc.property(fc.shuffledSubarray([queued, running, failed, job], { minLength: 4 }), (shuffled) => {
        expect(foldRuns(shuffled)).toEqual(told);
      }),
    );
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ status: 'failure', startedAt: time(1), finishedAt: time(9) });
    expect(told[0]?.jobs[0]?.steps).toEqual([{ name: 'Build and push', status: 'failure' }]);
  });

  it('lets no late "running" undo an end', () => {
    expect(foldRuns([failed, record('z', 30, { status: 'running' })])[0]?.status).toBe('failure');
  });

  it('keeps attempts apart, and the newest one speaks for the run', () => {
    const again = record('e', 20, {
      status: 'success',
      runAttempt: 2,
      startedAt: time(15),
      finishedAt: time(20),
    });
    const runs = foldRuns([failed, again]);
    expect(runs).toHaveLength(2);
    expect(newestAttempts(runs)).toEqual([expect.objectContaining({ attempt: 2, status: 'success' })]);
  });

  it('is as its jobs are where no report is about the run itself', () => {
    const other = record('f', 3, { jobId: '8', jobName: 'lint', status: 'running' });
    expect(foldRuns([job])[0]?.status).toBe('failure');
    expect(foldRuns([job, other])[0]?.status).toBe('running');
  });

  it('knows a fork by its head repository', () => {
    expect(foldRuns([record('g', 1, { headRepository: 'robin/api' })])[0]?.fromFork).toBe(true);
    expect(foldRuns([record('g', 1, { headRepository: 'Acme/API' })])[0]?.fromFork).toBe(false);
  });
});
