import { z } from 'zod';
import { Instant } from './primitives.js';

/** Cause codes are open to extension, so readers must accept unknown ones. */
export const Cause = z.string().meta({ description: 'cause code, see docs/causes.md' });

export const Level = z.enum(['proven', 'likely', 'possible', 'unknown']);

const EvidenceItem = z.object({
  id: z.string(),
  kind: z.string(),
  at: Instant.nullable(),
  text: z.string(),
  url: z.string().nullable(),
});

const Commit = z.object({
  sha: z.string(),
  repository: z.string(),
  role: z.enum(['cause', 'context', 'deployed_by', 'rebuild']),
  author: z.string().nullable(),
  message: z.string().nullable(),
  url: z.string().nullable(),
  pullRequest: z.number().int().nullable(),
});

export const Verdict = z
  .object({
    version: z.number().int(),
    decidedAt: Instant,
    cause: Cause,
    level: Level,
    summary: z.string(),
    commit: Commit.nullable(),
    commits: z.array(Commit).meta({
      description: '`commit` first, then further ones, such as who changed the manifest (deployed_by)',
    }),
    build: z
      .object({
        provider: z.string(),
        id: z.string(),
        attempt: z.number().int(),
        url: z.string().nullable(),
        status: z.string(),
        workflow: z.string().nullable(),
        failedJob: z.string().nullable(),
        failedStep: z.string().nullable(),
      })
      .nullable(),
    push: z
      .object({
        repository: z.string(),
        tag: z.string().nullable(),
        digest: z.string().nullable(),
        pushedAt: Instant,
      })
      .nullable(),
    rule: z.string().nullable(),
    fixes: z.array(
      z.object({
        title: z.string(),
        detail: z.string(),
        command: z.string().optional(),
        patch: z.string().optional(),
        docs: z.string().optional(),
      }),
    ),
    evidence: z.array(EvidenceItem),
    counterEvidence: z.array(EvidenceItem),
    lookedFor: z.array(z.object({ what: z.string(), found: z.literal(false), where: z.string() })),
    coverage: z.array(
      z.object({
        feed: z.string(),
        source: z.string(),
        from: Instant.nullable(),
        to: Instant.nullable(),
        covered: z.boolean(),
        gap: z.string().optional(),
      }),
    ),
    alternatives: z.array(z.object({ cause: Cause, level: Level, summary: z.string() })),
  })
  .meta({ id: 'Verdict' });

export type Verdict = z.infer<typeof Verdict>;

/** A verdict in its history. What led from one to the next depends on the order of the news, the verdict does not. */
export const PastVerdict = Verdict.extend({
  reason: z.string().meta({ description: 'why it differs from the version before' }),
}).meta({ id: 'PastVerdict' });
