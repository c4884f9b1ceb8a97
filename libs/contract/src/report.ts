import { z } from 'zod';
import { ImageParts, Incident } from './incident.js';
import { Instant } from './primitives.js';
import { Verdict } from './verdict.js';

const Push = z.object({
  repository: z.string(),
  tag: z.string().nullable(),
  digest: z.string().nullable(),
  platforms: z.array(z.string()),
  at: Instant,
});

const Deletion = z.object({
  repository: z.string(),
  tag: z.string().nullable(),
  digest: z.string().nullable(),
  rule: z.string().nullable(),
  at: Instant,
});

const Commit = z.object({
  sha: z.string(),
  repository: z.string(),
  message: z.string().nullable(),
  author: z.string().nullable(),
  committedAt: Instant.nullable(),
  url: z.string().nullable(),
});

/** One attempt of one run, with its jobs. */
export const Build = z
  .object({
    id: z.string(),
    provider: z.string(),
    repository: z.string(),
    commit: z.string().nullable(),
    branch: z.string().nullable(),
    gitTag: z.string().nullable(),
    workflow: z.string().nullable(),
    runId: z.string().nullable(),
    attempt: z.number().int(),
    number: z.number().int().nullable(),
    status: z.string(),
    url: z.string().nullable(),
    startedAt: Instant.nullable(),
    finishedAt: Instant.nullable(),
    jobs: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        status: z.string(),
        failedStep: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Build' });

/** What is to be expected of a reference. */
const Outlook = z
  .object({
    arrival: z.enum(['there', 'coming', 'held', 'never', 'unknown']),
    typicalSeconds: z
      .number()
      .int()
      .nullable()
      .meta({ description: 'how long such builds take, the median' }),
    expectedAt: Instant.nullable(),
  })
  .meta({ id: 'Outlook' });

/** Would this reference pull, and who made it. */
export const Trace = z
  .object({
    image: ImageParts,
    state: z
      .enum(['available', 'building', 'missing', 'deleted', 'unknown'])
      .meta({ description: 'what the recorded history says of the reference' }),
    summary: z.string(),
    outlook: Outlook,
    verdict: Verdict.nullable().meta({ description: 'null when nothing speaks against pulling it' }),
    incidents: z.array(z.string()).meta({ description: 'ids of the open incidents on this reference' }),
    commit: Commit.nullable(),
    builds: z.array(Build),
    pushes: z.array(Push),
    deletions: z.array(Deletion),
  })
  .meta({ id: 'Trace' });

export type Trace = z.infer<typeof Trace>;

export const TraceQuery = z.object({
  image: z.string().min(1).max(4096),
  cluster: z.string().max(253).optional(),
  namespace: z.string().max(253).optional(),
});

/** All that is known to have come from one commit. */
export const CommitReport = z
  .object({
    commit: Commit,
    summary: z.string(),
    builds: z.array(Build),
    pushes: z.array(Push),
    deletions: z.array(Deletion),
    incidents: z.array(Incident),
  })
  .meta({ id: 'CommitReport' });

export type CommitReport = z.infer<typeof CommitReport>;
