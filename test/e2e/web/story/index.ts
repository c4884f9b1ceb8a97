import type { Incident, TimelineEntry, Verdict } from '#contract';
import { buildFailed, buildFailedTimeline, buildFailedVerdicts } from './build-failed.js';
import { platformNotBuilt } from './platform-not-built.js';
import { pullSecretMissing } from './pull-secret-missing.js';
import { rateLimited } from './rate-limited.js';
import { tagDeleted, tagDeletedTimeline } from './tag-deleted.js';
import { spelledDifferently, spelledDifferentlyTimeline } from './tag-spelled-differently.js';
import { unknownCause } from './unknown.js';

/** A morning on call, newest first. */
export const STORIES: readonly Incident[] = [
  rateLimited,
  spelledDifferently,
  buildFailed,
  platformNotBuilt,
  tagDeleted,
  pullSecretMissing,
  unknownCause,
];

export const TIMELINES: ReadonlyMap<string, readonly TimelineEntry[]> = new Map([
  [buildFailed.id, buildFailedTimeline],
  [spelledDifferently.id, spelledDifferentlyTimeline],
  [tagDeleted.id, tagDeletedTimeline],
]);

export const VERDICTS: ReadonlyMap<string, readonly Verdict[]> = new Map([
  [buildFailed.id, buildFailedVerdicts],
]);
