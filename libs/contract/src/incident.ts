import { z } from 'zod';
import { Instant, PageQuery, pageOf } from './primitives.js';
import { PastVerdict, Verdict } from './verdict.js';

export const ImageParts = z
  .object({
    reference: z.string(),
    registry: z.string(),
    repository: z.string(),
    tag: z.string().nullable(),
    digest: z.string().nullable(),
  })
  .meta({ id: 'ImageParts' });

export const Incident = z
  .object({
    id: z.string(),
    state: z.enum(['open', 'resolved']),
    openedAt: Instant,
    lastSeenAt: Instant,
    resolvedAt: Instant.nullable(),
    image: ImageParts,
    error: z.object({
      class: z.string(),
      message: z.string(),
      host: z.string().nullable(),
      runtime: z.string().nullable(),
    }),
    scope: z.object({
      clusters: z.array(z.string()),
      namespaces: z.array(z.string()),
      workloads: z.array(
        z.object({ cluster: z.string(), namespace: z.string(), kind: z.string(), name: z.string() }),
      ),
      images: z.array(z.string()).meta({ description: 'references of the affected containers' }),
      nodes: z.number().int(),
      pods: z.number().int(),
    }),
    verdict: Verdict.nullable().meta({ description: 'null for the moments before the first verdict' }),
  })
  .meta({ id: 'Incident' });

export type Incident = z.infer<typeof Incident>;

export const IncidentPage = pageOf(Incident);

export const IncidentQuery = PageQuery.extend({
  state: z.enum(['open', 'resolved']).optional(),
  cause: z.string().max(64).optional(),
  class: z.string().max(64).optional(),
  cluster: z.string().max(253).optional(),
  namespace: z.string().max(253).optional(),
  image: z.string().max(4096).optional(),
  commit: z
    .string()
    .regex(/^[0-9a-f]{7,64}$/i, 'must be 7 to 64 hexadecimal digits')
    .optional(),
  repository: z.string().max(512).optional(),
  since: Instant.optional(),
});

export const VerdictHistory = z.object({ items: z.array(PastVerdict), nextCursor: z.string().nullable() });

/** One thing that happened on the way from commit to pull. */
export const TimelineEntry = z
  .object({
    at: Instant,
    endedAt: Instant.nullish().meta({ description: 'when something that takes time, a build, was over' }),
    kind: z.enum(['commit', 'build', 'push', 'delete', 'failure', 'recovery', 'verdict']),
    title: z.string(),
    detail: z.string().nullable(),
    status: z.string().nullable(),
    url: z.string().nullable(),
  })
  .meta({ id: 'TimelineEntry' });

export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const Timeline = z.object({ items: z.array(TimelineEntry), nextCursor: z.string().nullable() });
