import { z } from 'zod';
import { MAX_BATCH } from '#contract';

/** One report or an array of them, always read as an array; faults of an array name their position. */
export function batchOf<T extends z.ZodType>(report: T) {
  const many = z
    .array(report)
    .min(1, 'holds no report')
    .max(MAX_BATCH, `takes at most ${MAX_BATCH} reports; send several requests`);
  const one = report.transform((value): z.output<T>[] => [value as z.output<T>]);
  return z.unknown().transform((body, context): z.output<T>[] => {
    const read = Array.isArray(body) ? many.safeParse(body) : one.safeParse(body);
    if (read.success) return read.data as z.output<T>[];
    for (const { message, path } of read.error.issues) context.addIssue({ code: 'custom', message, path });
    return z.NEVER;
  });
}
