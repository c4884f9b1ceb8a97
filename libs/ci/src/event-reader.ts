import type { z } from 'zod';
import type { Observation } from '#domain';
import { type Normalised, normalised } from '#pipeline';
import { lenient } from '#platform';

/** Reads the parsed body of one kind of event. */
export type EventReader = (value: unknown) => Normalised;

/** A reader that takes what `schema` finds to observations; several vendors keep a catalog of these. */
export const eventReader =
  <Schema extends z.ZodType>(
    schema: Schema,
    observe: (payload: lenient.Read<Schema>) => Observation[],
  ): EventReader =>
  (value) => {
    const payload = lenient.read(schema, value);
    if (payload === undefined || payload === null) return { ignored: 'unexpected_shape' };
    return normalised(observe(payload as lenient.Read<Schema>));
  };
