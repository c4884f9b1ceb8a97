import { type EventReader, eventReader } from '../event-reader.js';
import { deploymentSchema, observeDeployment } from './deployment.js';
import { jobSchema, observeJobEvent } from './job.js';
import { observePipeline, pipelineSchema } from './pipeline.js';
import { observePush, pushSchema } from './push.js';

/** `object_kind` → what it says. Events that are not here are ignored as unknown. */
export const GITLAB_EVENTS: ReadonlyMap<string, EventReader> = new Map([
  ['push', eventReader(pushSchema, observePush)],
  ['tag_push', eventReader(pushSchema, observePush)],
  ['pipeline', eventReader(pipelineSchema, observePipeline)],
  ['build', eventReader(jobSchema, observeJobEvent)],
  ['job', eventReader(jobSchema, observeJobEvent)],
  ['deployment', eventReader(deploymentSchema, observeDeployment)],
]);
