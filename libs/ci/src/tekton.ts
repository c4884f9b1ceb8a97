import type { Observation } from '#domain';
import { DEFAULT_BODY_LIMIT, normalised, type SourceAdapter, unsignedUnlessSecret } from '#pipeline';
import {
  type CloudEvent,
  lenient,
  OPERATOR_CREDENTIAL_HEADERS,
  readCloudEvents,
  verifyOperatorCredential,
} from '#platform';
import { observeRun } from './tekton/observe.js';
import { eventDataSchema } from './tekton/payload.js';

/** `dev.tekton.event.<kind>.<condition>.v1`, e.g. `dev.tekton.event.taskrun.failed.v1`. */
const TYPE = /^dev\.tekton\.event\.(taskrun|pipelinerun)\.[a-z]+\.v\d+$/;

/** Tekton Pipelines' CloudEvents (Tekton docs, "Events in Tekton"). They cannot be signed. */
export const tekton: SourceAdapter = {
  id: 'tekton',
  title: 'Tekton',
  aliases: ['cloudevents'],
  feeds: ['builds'],
  unsigned: true,
  bodyLimit: DEFAULT_BODY_LIMIT,
  secretHeaders: OPERATOR_CREDENTIAL_HEADERS,
  identify(delivery) {
    const result = readCloudEvents(delivery);
    const [event] = result.ok ? result.events : [];
    return { event: event?.type ?? null, deliveryId: event?.id ?? null };
  },
  verify: ({ headers }, source) =>
    unsignedUnlessSecret(source, () => verifyOperatorCredential(headers, source.secrets)),
  normalise(delivery) {
    const result = readCloudEvents(delivery);
    if (!result.ok) return { ignored: result.reason };
    const runs = result.events.filter(({ type }) => TYPE.test(type ?? ''));
    return runs.length === 0 ? { ignored: 'unknown_event' } : normalised(runs.flatMap(observe));
  },
};

function observe(event: CloudEvent): Observation[] {
  const data = lenient.read(eventDataSchema, event.data);
  const run = data?.taskRun ?? data?.pipelineRun;
  return run === undefined ? [] : [observeRun(run, data?.taskRun !== undefined, event)];
}
