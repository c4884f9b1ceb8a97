import { createHash } from 'node:crypto';
import type { DiagnosisRequest, StageHandlers } from '#pipeline';
import type { JobData } from './backend.js';

/** A job as it is added: its id is the key of the work, so that the same work is in the queue once. */
export interface StageJob {
  readonly id: string;
  readonly data: JobData;
}

/** A stage has a queue of its own name and a handler. */
export type Stage = keyof StageHandlers;

/** Every stage there is; start-up makes a queue and a worker for each. */
export const STAGES = ['normalise', 'diagnose', 'fetch'] as const satisfies readonly Stage[];

/** One piece of work: the id that is worked on, under a key that the same work always has. */
export interface Work {
  readonly key: string;
  readonly id: string;
}

/** A delivery's work is known by the delivery. */
export const normaliseWork = (deliveryId: string): Work => ({ key: deliveryId, id: deliveryId });

/** With the revision in the key, a touch during the work asks for the next one. BullMQ forbids `:` in ids. */
export const incidentWork = ({ incidentId, revision }: DiagnosisRequest): Work => ({
  key: `${incidentId}-${revision}`,
  id: incidentId,
});

/**
 * Most pieces of work in one job. A job costs the queue's server several times what the work of one delivery
 * costs the store, so that those that come together share one; so few of them hold up little when it has to be
 * done again.
 */
const MOST_IN_A_JOB = 16;

/** Work as jobs: what comes together shares them, in order. A lone piece's job has the key of the work. */
export function jobsOf(work: readonly Work[]): readonly StageJob[] {
  const jobs: StageJob[] = [];
  for (let start = 0; start < work.length; start += MOST_IN_A_JOB) {
    const part = work.slice(start, start + MOST_IN_A_JOB);
    jobs.push({ id: keyOf(part), data: { ids: [...new Set(part.map(({ id }) => id))] } });
  }
  return jobs;
}

const keyOf = (part: readonly Work[]): string => {
  const [first] = part;
  if (first && part.length === 1) return first.key;
  return createHash('sha256')
    .update(part.map(({ key }) => key).join(' '))
    .digest('hex');
};
