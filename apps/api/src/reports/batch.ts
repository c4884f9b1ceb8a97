import { z } from 'zod';
import { MAX_BATCH } from '#contract';

/** One report or an array of them, always read as an array; faults name their position. */
export function batchOf<T extends z.ZodType>(report: T) {
  return z.preprocess(
    (body) => (Array.isArray(body) ? body : [body]),
    z
      .array(report)
      .min(1, 'holds no report')
      .max(MAX_BATCH, `takes at most ${MAX_BATCH} reports; send several requests`),
  );
}
