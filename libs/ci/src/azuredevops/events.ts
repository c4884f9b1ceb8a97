import { type EventReader, eventReader } from '../event-reader.js';
import { buildSchema, observeBuild } from './build.js';
import { observePipelineRun, pipelineRunSchema } from './pipeline-run.js';
import { observePush, pushSchema } from './push.js';

/** `eventType` → what it says. Events that are not here are ignored as unknown. */
export const AZURE_EVENTS: ReadonlyMap<string, EventReader> = new Map([
  ['git.push', eventReader(pushSchema, observePush)],
  ['build.complete', eventReader(buildSchema, observeBuild)],
  ['ms.vss-pipelines.run-state-changed-event', eventReader(pipelineRunSchema, observePipelineRun)],
  ['ms.vss-pipelines.stage-state-changed-event', eventReader(pipelineRunSchema, observePipelineRun)],
  ['ms.vss-pipelines.job-state-changed-event', eventReader(pipelineRunSchema, observePipelineRun)],
]);
