import { z } from 'zod';
import { lenient } from '#platform';

const { integer, list, shape, text, textMap, time } = lenient;

const resultFields = shape({ name: text, value: z.unknown().optional() });

const stepFields = shape({
  name: text,
  terminated: shape({ exitCode: integer, reason: text }),
  running: shape({ startedAt: time }),
});

const runFields = shape({
  metadata: shape({
    name: text,
    namespace: text,
    uid: text,
    labels: textMap,
    annotations: textMap,
    creationTimestamp: time,
  }),
  status: shape({
    conditions: list(shape({ type: text, status: text, reason: text, lastTransitionTime: time })),
    startTime: time,
    completionTime: time,
    steps: list(stepFields),
    // `results` in v1; `taskResults` and `pipelineResults` in v1beta1.
    results: list(resultFields),
    taskResults: list(resultFields),
    pipelineResults: list(resultFields),
  }),
});

export const eventDataSchema = shape({ taskRun: runFields, pipelineRun: runFields });

export type Run = lenient.Read<typeof runFields>;
export type RunResult = lenient.Read<typeof resultFields>;
export type RunStep = lenient.Read<typeof stepFields>;
