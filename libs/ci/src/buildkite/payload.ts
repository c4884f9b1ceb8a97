import { lenient } from '#platform';

const { flag, integer, shape, text, time } = lenient;

const jobFields = shape({
  id: text,
  uuid: text,
  name: text,
  label: text,
  type: text,
  step_key: text,
  state: text,
  passed: flag,
  exit_status: integer,
  signal_reason: text,
  created_at: time,
  started_at: time,
  finished_at: time,
});

/** `repository` in webhooks, `repo` in EventBridge events. */
const pipelineFields = shape({ name: text, slug: text, repository: text, repo: text });

const eventFields = {
  event: text,
  build: shape({
    id: text,
    uuid: text,
    number: integer,
    web_url: text,
    state: text,
    blocked: flag,
    commit: text,
    branch: text,
    tag: text,
    source: text,
    creator: shape({ name: text }),
    pull_request: shape({ id: integer }),
    created_at: time,
    scheduled_at: time,
    started_at: time,
    finished_at: time,
  }),
  pipeline: pipelineFields,
  /** What `pipeline` was called before pipelines existed. */
  project: pipelineFields,
  job: jobFields,
  sender: shape({ name: text }),
};

const eventSchema = shape(eventFields);

/** A webhook's body, or an EventBridge event with the same under `detail`. */
export const deliverySchema = shape({
  ...eventFields,
  id: text,
  'detail-type': text,
  detail: eventSchema,
});

export type Event = lenient.Read<typeof eventSchema>;
export type Job = lenient.Read<typeof jobFields>;
