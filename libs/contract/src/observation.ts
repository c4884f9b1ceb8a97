import { z } from 'zod';
import { CommitId, Digest, Instant, OptionalText, Tag } from './primitives.js';

/** Limits keep one report small; a matrix build with more images sends an array of reports. */
const MAX_STEPS = 500;
const MAX_IMAGES = 200;
const MAX_PLATFORMS = 64;

export const BuildStatus = z.enum([
  'queued',
  'running',
  'success',
  'failure',
  'cancelled',
  'timed_out',
  'skipped',
  'blocked',
  'unknown',
]);

/** Ids are strings here; senders that write numbers are understood. */
const Id = z
  .union([z.string().min(1).max(256), z.number().int()])
  .transform(String)
  .nullish();

const Step = z.object({ name: z.string().max(1024), status: BuildStatus });

const Image = z.object({
  repository: z.string().min(1).max(512),
  tag: Tag.nullish(),
  digest: Digest.nullish(),
  platforms: z.array(z.string().max(128)).max(MAX_PLATFORMS).nullish(),
});

/** What a pipeline reports of itself: a build observation with `kind` implied. */
export const BuildReport = z
  .object({
    kind: z.literal('build').default('build'),
    provider: OptionalText,
    repository: z.string().min(1).max(512).meta({ description: 'source repository, owner/name' }),
    commit: CommitId.nullish(),
    branch: OptionalText,
    gitTag: OptionalText,
    pullRequest: z.number().int().positive().nullish(),
    headRepository: OptionalText,
    workflow: OptionalText,
    workflowPath: OptionalText,
    runId: Id,
    runAttempt: z.number().int().positive().nullish(),
    runNumber: z.number().int().nonnegative().nullish(),
    runUrl: z
      .url({ protocol: /^https?$/ })
      .max(2048)
      .nullish(),
    jobId: Id,
    jobName: OptionalText,
    status: BuildStatus,
    rawStatus: OptionalText,
    event: OptionalText,
    actor: OptionalText,
    eventId: OptionalText,
    occurredAt: Instant.nullish(),
    startedAt: Instant.nullish(),
    finishedAt: Instant.nullish(),
    steps: z.array(Step).max(MAX_STEPS).nullish(),
    images: z.array(Image).max(MAX_IMAGES).nullish(),
  })
  .meta({ id: 'BuildReport' });

/**
 * What a pipeline announces before it pushes: a build report that names the images to come. Its
 * `status` is `running` unless it says otherwise.
 */
export const ExpectationReport = BuildReport.extend({
  status: BuildStatus.default('running'),
  images: z.array(Image).min(1).max(MAX_IMAGES),
}).meta({ id: 'ExpectationReport' });

/** What a pipeline or a script reports of a push. */
export const PushReport = z
  .object({
    kind: z.enum(['push', 'delete']).default('push'),
    provider: OptionalText,
    repository: z.string().min(1).max(512).meta({ description: 'image repository with registry host' }),
    tag: Tag.nullish(),
    digest: Digest.nullish(),
    mediaType: OptionalText,
    platforms: z.array(z.string().max(128)).max(MAX_PLATFORMS).nullish(),
    sourceRepository: OptionalText,
    commit: CommitId.nullish(),
    actor: OptionalText,
    occurredAt: Instant.nullish(),
    eventId: OptionalText,
    rule: OptionalText,
  })
  .refine((push) => push.tag || push.digest, { message: 'needs a tag or a digest', path: ['tag'] })
  .meta({ id: 'PushReport' });

const PullSecret = z.object({
  name: z.string().min(1).max(253),
  exists: z.boolean().nullish(),
  hosts: z.array(z.string().max(512)).max(100).nullish(),
  otherNamespaces: z.array(z.string().max(253)).max(1000).nullish(),
});

/** What an agent or a script sees of one container: it fails to pull, or no longer does. */
export const FailureReport = z
  .object({
    kind: z.enum(['failure', 'recovery']).default('failure'),
    cluster: z.string().min(1).max(253),
    namespace: z.string().min(1).max(253),
    pod: z.string().min(1).max(253),
    podUid: OptionalText,
    container: OptionalText,
    workload: z.object({ kind: z.string().max(253), name: z.string().max(253) }).nullish(),
    revision: OptionalText,
    deliveredBy: z.object({ tool: z.enum(['argocd', 'flux', 'helm']), name: z.string().max(512) }).nullish(),
    node: OptionalText,
    nodeArch: OptionalText,
    nodeOs: OptionalText,
    kubelet: OptionalText,
    runtime: OptionalText,
    image: z.string().min(1).max(4096),
    reason: OptionalText,
    message: z.string().max(65_536).nullish(),
    pullPolicy: OptionalText,
    pullSecrets: z.array(PullSecret).max(100).nullish(),
    serviceAccount: OptionalText,
    serviceAccountSecrets: z.array(z.string().max(253)).max(100).nullish(),
    deployedFrom: z
      .object({ tool: OptionalText, repository: OptionalText, revision: z.string().min(1).max(512) })
      .nullish()
      .meta({ description: 'revision of the manifest repository, as Argo CD or Flux say it' }),
    occurredAt: Instant.nullish(),
    firstSeenAt: Instant.nullish(),
    lastSeenAt: Instant.nullish(),
    count: z.number().int().nonnegative().nullish(),
    provider: OptionalText,
    eventId: OptionalText,
    actor: OptionalText,
  })
  .meta({ id: 'FailureReport' });

/** What an agent says of itself: it is alive, and what it has been watching. */
export const Heartbeat = z
  .object({
    kind: z.literal('heartbeat'),
    cluster: z.string().min(1).max(253),
    occurredAt: Instant.nullish(),
    knownSince: Instant.nullish().meta({
      description: 'everything that failed then or later has been reported; what has not is over',
    }),
    namespaces: z.array(z.string().max(253)).max(1000).nullish(),
    exceptNamespaces: z.array(z.string().max(253)).max(1000).nullish(),
    agentVersion: OptionalText,
    clockSkewMs: z.number().int().nullish().meta({ description: "how far the agent's clock is ahead" }),
  })
  .meta({ id: 'Heartbeat' });

/** What `/v1/failures` takes. */
export const ClusterReport = z.union([FailureReport, Heartbeat]).meta({ id: 'ClusterReport' });

/** At most this many reports in one request; an agent sends more requests. */
export const MAX_BATCH = 1000;

/** Answer to one or many reports. */
export const Accepted = z
  .object({
    id: z.string().meta({ description: 'for GET /v1/deliveries/{id}' }),
    deliveryId: z.string().meta({ description: "the sender's id, or the hash of the body" }),
    duplicate: z.boolean(),
  })
  .meta({ id: 'Accepted' });

/** Answer to announced images: kept, and where to ask whether they came. */
export const ExpectationsAccepted = Accepted.extend({
  traces: z
    .array(z.string())
    .meta({ description: 'addresses of the images’ traces, for a token that may read' }),
}).meta({ id: 'ExpectationsAccepted' });

/** Answer to a batch of failures: what was taken and what was not, by position. */
export const FailuresAccepted = z
  .object({
    accepted: z.number().int(),
    duplicates: z.number().int(),
    rejected: z.array(z.object({ index: z.number().int(), code: z.string(), detail: z.string() })),
  })
  .meta({ id: 'FailuresAccepted' });
