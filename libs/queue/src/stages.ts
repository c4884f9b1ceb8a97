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
export const STAGES = ['normalise', 'diagnose'] as const satisfies readonly Stage[];

/** The job that normalises a delivery; its key is the delivery’s row id. */
export const normaliseJob = (deliveryId: string): StageJob => ({ id: deliveryId, data: { id: deliveryId } });

/** With the revision in the key, a touch during a diagnosis asks for the next one. BullMQ forbids `:` in ids. */
export const diagnoseJob = ({ incidentId, revision }: DiagnosisRequest): StageJob => ({
  id: `${incidentId}-${revision}`,
  data: { id: incidentId },
});
