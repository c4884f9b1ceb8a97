import { buildFailed } from './build-failed.js';
import { buildPending, pushedAfterwards } from './build-pending.js';
import { buildSkipped } from './build-skipped.js';
import { buildCancelled, buildTimedOut } from './build-stopped.js';
import { childDeleted, childDeletedUnsaid } from './child-deleted.js';
import { credentialExpired, credentialsRejected } from './credentials.js';
import { decisiveTexts } from './decisive-text.js';
import { digestSuperseded } from './digest-superseded.js';
import { forkBuild } from './fork-build.js';
import type { Hypothesis } from './hypothesis.js';
import { mergeCommit } from './merge-commit.js';
import { mirrorStale } from './mirror-stale.js';
import { branchNotBuilt, commitSkipped, skipRequested } from './not-built.js';
import { numberCoerced } from './number-coerced.js';
import { otherSpelling } from './other-spelling.js';
import { platformBuildFailed, platformNotBuilt } from './platform.js';
import { pullSecret } from './pull-secret.js';
import { pushRejected } from './push-rejected.js';
import { pushMissing, pushSkipped } from './push-skipped.js';
import { pushedElsewhere } from './pushed-elsewhere.js';
import { goneUnseen, platformsAnswered, thereAfterAll } from './registry-answered.js';
import { replicationLag } from './replication-lag.js';
import { repositoryMisspelled } from './repository-misspelled.js';
import { tagDeleted } from './tag-deleted.js';
import { tagUnknown } from './tag-unknown.js';
import { thirdParty } from './third-party.js';
import { workflowInvalid } from './workflow-invalid.js';

/** All ways a pull can fail that Pulltrace knows; the order breaks ties of equal support. */
export const HYPOTHESES: readonly Hypothesis[] = [
  tagDeleted,
  digestSuperseded,
  childDeleted,
  childDeletedUnsaid,
  mirrorStale,
  replicationLag,
  pushedAfterwards,
  platformBuildFailed,
  platformNotBuilt,
  workflowInvalid,
  buildFailed,
  pushRejected,
  pushSkipped,
  buildCancelled,
  buildTimedOut,
  buildPending,
  buildSkipped,
  skipRequested,
  forkBuild,
  otherSpelling,
  numberCoerced,
  mergeCommit,
  pushedElsewhere,
  repositoryMisspelled,
  pullSecret,
  credentialExpired,
  credentialsRejected,
  ...decisiveTexts,
  branchNotBuilt,
  commitSkipped,
  pushMissing,
  tagUnknown,
  thirdParty,
  goneUnseen,
  thereAfterAll,
  platformsAnswered,
];
