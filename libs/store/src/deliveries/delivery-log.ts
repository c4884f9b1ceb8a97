import type { DeliveryLog, DeliveryState, NewDelivery, PageRequest, StoredDelivery } from '#pipeline';
import { decodeCursor, pageOf } from '../cursor.js';
import type { Database } from '../database/database.js';
import type { Delivery, Prisma } from '../generated/client.js';
import { storableKey, storableText } from '../storable.js';
import { append, findKnown, type WrittenRow } from './append.sql.js';
import { storedAmong } from './stored.sql.js';

/** Rows put back by one statement, well below a second's work. */
const REOPEN_PART = 5_000;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The inbound log in the table `delivery`. */
export class PostgresDeliveryLog implements DeliveryLog {
  constructor(private readonly database: Database) {}

  async append(deliveries: readonly NewDelivery[]) {
    if (deliveries.length === 0) return [];
    const written = byKey(await this.database.run<WrittenRow>(append(deliveries)));
    const keys = deliveries.map(({ source, deliveryId }) => ({
      source,
      deliveryId: storableKey(deliveryId),
    }));
    const others = keys.filter((key) => !written.has(keyOf(key)));
    const known = byKey(others.length > 0 ? await this.database.run<WrittenRow>(findKnown(others)) : []);
    return keys.map((key) => {
      const first = written.get(keyOf(key));
      // The first of several in this batch takes what was written.
      written.delete(keyOf(key));
      const id = first ?? known.get(keyOf(key));
      if (id === undefined) throw new Error('a delivery was neither written nor known');
      if (first) known.set(keyOf(key), first);
      return { id, duplicate: first === undefined };
    });
  }

  async find(id: string): Promise<StoredDelivery | null> {
    if (!UUID.test(id)) return null;
    const row = await this.database.prisma.delivery.findUnique({ where: { id } });
    return row && { ...summaryOf(row), headers: headersOf(row.headers), body: Buffer.from(row.body) };
  }

  stored(ids: readonly string[], bytes: number): Promise<readonly StoredDelivery[]> {
    const known = ids.filter((id) => UUID.test(id));
    return this.database.run<StoredDelivery>(storedAmong(known, bytes));
  }

  async unprocessed(before: Date, limit: number): Promise<readonly string[]> {
    const rows = await this.database.prisma.delivery.findMany({
      where: { state: 'stored', receivedAt: { lt: before } },
      orderBy: [{ receivedAt: 'asc' }, { id: 'asc' }],
      take: limit,
      select: { id: true },
    });
    return rows.map((row) => row.id);
  }

  markIgnored(id: string, reason: string, at: Date): Promise<void> {
    return this.settle(id, 'ignored', reason, at);
  }

  markFailed(id: string, reason: string, at: Date): Promise<void> {
    return this.settle(id, 'failed', reason, at);
  }

  private async settle(id: string, state: DeliveryState, reason: string, at: Date): Promise<void> {
    await this.database.prisma.delivery.updateMany({
      where: { id },
      data: { state, reason: storableText(reason), processedAt: at, observations: 0 },
    });
  }

  async reopenOne(id: string): Promise<void> {
    if (!UUID.test(id)) return;
    await this.database.prisma.delivery.updateMany({ where: { id }, data: REOPENED });
  }

  async reopen(from: Date, source: string | null): Promise<number> {
    const where = {
      receivedAt: { gte: from },
      state: { not: 'stored' },
      ...(source === null ? {} : { source }),
    };
    let reopened = 0;
    // In parts, because a statement over a month of deliveries would run into its time limit.
    for (;;) {
      const { count } = await this.database.prisma.delivery.updateMany({
        where,
        data: REOPENED,
        limit: REOPEN_PART,
      });
      reopened += count;
      if (count < REOPEN_PART) return reopened;
    }
  }

  async list(
    filter: { readonly source?: string | undefined; readonly state?: DeliveryState | undefined },
    page: PageRequest,
  ) {
    const rows = await this.database.prisma.delivery.findMany({
      where: {
        ...(filter.source === undefined ? {} : { source: filter.source }),
        ...(filter.state === undefined ? {} : { state: filter.state }),
        ...olderThan(page.cursor),
      },
      orderBy: [{ receivedAt: 'desc' }, { id: 'desc' }],
      take: page.limit + 1,
      omit: { body: true, headers: true },
    });
    return pageOf(rows, page.limit, summaryOf, (row) => [row.receivedAt.toISOString(), row.id]);
  }
}

const keyOf = ({ source, deliveryId }: Pick<WrittenRow, 'source' | 'deliveryId'>) =>
  JSON.stringify([source, deliveryId]);

const byKey = (rows: readonly WrittenRow[]) => new Map(rows.map((row) => [keyOf(row), row.id]));

/** As if it had only just been stored. */
const REOPENED = { state: 'stored', reason: null, processedAt: null } as const;

function olderThan(cursor: string | null): Prisma.DeliveryWhereInput {
  const [receivedAt, id] = decodeCursor(cursor, 2) ?? [];
  const at = new Date(receivedAt ?? Number.NaN);
  if (Number.isNaN(at.getTime()) || !id || !UUID.test(id)) return {};
  // The first condition is implied by the second; it is the one that PostgreSQL can use as an index range.
  return { receivedAt: { lte: at }, OR: [{ receivedAt: { lt: at } }, { id: { lt: id } }] };
}

const headersOf = (value: Delivery['headers']) => value as Record<string, string>;

function summaryOf(row: Omit<Delivery, 'body' | 'headers'>): Omit<StoredDelivery, 'body' | 'headers'> {
  return {
    id: row.id,
    source: row.source,
    provider: row.provider,
    event: row.event,
    deliveryId: row.deliveryId,
    receivedAt: row.receivedAt,
    signed: row.signed,
    state: row.state as DeliveryState,
    reason: row.reason,
    observations: row.observations,
  };
}
