import { type EventReader, eventReader } from '../event-reader.js';
import { commitStatusSchema, observeCommitStatus } from './commit-status.js';
import { observePush, pushSchema } from './push.js';

/** `X-Event-Key` → what it says. Events that are not here are ignored as unknown. */
export const BITBUCKET_EVENTS: ReadonlyMap<string, EventReader> = new Map([
  ['repo:push', eventReader(pushSchema, observePush)],
  ['repo:commit_status_created', eventReader(commitStatusSchema, observeCommitStatus)],
  ['repo:commit_status_updated', eventReader(commitStatusSchema, observeCommitStatus)],
]);
