import {
  incidentTimeline,
  type TimelineItem,
  type TraceAnswer,
  type TraceInput,
  traceImage,
} from '#pipeline';
import type { ApiNeeds } from '../needs.js';

/** Injection token of the `ImageViews`. */
export const IMAGE_VIEWS = Symbol('imageViews');

/** Answers that gather the evidence of an image. */
export interface ImageViews {
  trace(input: TraceInput): Promise<TraceAnswer>;
  timeline(incidentId: string): Promise<readonly TimelineItem[] | null>;
}

/** The pipeline's views over what the API is given. */
export function imageViews(needs: Pick<ApiNeeds, 'evidence' | 'incidents' | 'images' | 'clock'>): ImageViews {
  const deps = {
    evidence: needs.evidence,
    incidents: needs.incidents,
    settings: needs.images,
    now: needs.clock,
  };
  return {
    trace: (input) => traceImage(deps, input),
    timeline: (incidentId) => incidentTimeline(deps, incidentId),
  };
}
