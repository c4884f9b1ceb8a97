import { lenient } from '#platform';

const { shape, text, time } = lenient;

const subjectFields = shape({
  id: text,
  content: shape({
    pipelineName: text,
    taskName: text,
    pipelineRun: shape({ id: text }),
    // `uri` since 0.4, `url` before.
    uri: text,
    url: text,
    outcome: text,
    artifactId: text,
    user: text,
    change: shape({ id: text, source: text }),
  }),
});

export const cdEventSchema = shape({
  context: shape({ id: text, type: text, timestamp: time }),
  subject: subjectFields,
});

/** A CDEvent with its envelope's attributes filled in. */
export interface CdEvent {
  readonly id: string | undefined;
  readonly at: string | undefined;
  readonly subject: lenient.Read<typeof subjectFields>;
  readonly registryHost: string | undefined;
}
