import { z } from 'zod';
import { Instant, PageQuery, pageOf } from './primitives.js';

/** What one feed of one source has covered so far. */
export const FeedCoverage = z
  .object({
    feed: z.enum(['commits', 'builds', 'pushes', 'failures']),
    source: z.string(),
    repository: z.string(),
    from: Instant,
    to: Instant,
    gaps: z.array(z.object({ from: Instant, to: Instant })),
  })
  .meta({ id: 'FeedCoverage' });

export const SourceState = z
  .object({
    id: z.string(),
    provider: z.string(),
    path: z.string(),
    feeds: z.array(z.string()),
    lastDeliveryAt: Instant.nullable(),
    deliveries: z.number().int(),
  })
  .meta({ id: 'SourceState' });

export const Coverage = z
  .object({
    feeds: z.array(FeedCoverage),
    sources: z.array(SourceState),
    missing: z.array(z.object({ feed: z.string(), hint: z.string() })),
  })
  .meta({ id: 'Coverage' });

export const DoctorReport = z
  .object({
    healthy: z.boolean(),
    checks: z.array(
      z.object({
        name: z.string(),
        status: z.enum(['ok', 'warning', 'failed']),
        detail: z.string(),
        hint: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'DoctorReport' });

/** Whether deliveries can be taken now. */
export const Readiness = z
  .object({ status: z.literal('ready'), database: z.literal('ok'), queue: z.enum(['ok', 'away']) })
  .meta({ id: 'Readiness', description: 'a queue that is away loses nothing, so it does not make unready' });

export const Delivery = z
  .object({
    id: z.string(),
    source: z.string(),
    provider: z.string(),
    event: z.string().nullable(),
    deliveryId: z.string().meta({ description: "the sender's id" }),
    receivedAt: Instant,
    signed: z.boolean(),
    state: z.enum(['stored', 'processed', 'ignored', 'failed']),
    reason: z.string().nullable(),
    observations: z.number().int(),
  })
  .meta({ id: 'Delivery' });

export const DeliveryDetail = Delivery.extend({
  headers: z.record(z.string(), z.string()),
  body: z.string().meta({ description: 'as received; bytes that are not UTF-8 are replaced' }),
}).meta({ id: 'DeliveryDetail' });

export const DeliveryPage = pageOf(Delivery);

export const DeliveryQuery = PageQuery.extend({
  source: z.string().max(128).optional(),
  state: z.enum(['stored', 'processed', 'ignored', 'failed']).optional(),
});

export type Coverage = z.infer<typeof Coverage>;
export type DoctorReport = z.infer<typeof DoctorReport>;
export type Delivery = z.infer<typeof Delivery>;
export type DeliveryDetail = z.infer<typeof DeliveryDetail>;
