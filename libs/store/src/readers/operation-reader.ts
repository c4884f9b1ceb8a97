import type { FeedActivity } from '#domain';
import type { OperationReader } from '#pipeline';
import type { Database } from '../database/database.js';
import { feedActivity } from '../evidence/feed-activity.js';
import { newestActivity } from './activity.sql.js';

/** What is known about the operation of the feeds. */
export class PostgresOperationReader implements OperationReader {
  constructor(private readonly database: Database) {}

  async activity(days: number, limit: number): Promise<readonly FeedActivity[]> {
    const rows = await this.database.run<Parameters<typeof feedActivity>[0]>(newestActivity(days, limit));
    return rows.map(feedActivity);
  }

  async sources() {
    const totals = await this.database.prisma.sourceTotal.groupBy({
      by: ['source'],
      _sum: { deliveries: true },
      _max: { lastDeliveryAt: true },
      orderBy: { source: 'asc' },
    });
    return totals.flatMap(({ source, _sum, _max }) =>
      _max.lastDeliveryAt
        ? [
            {
              source,
              deliveries: Number(_sum.deliveries ?? 0),
              lastDeliveryAt: _max.lastDeliveryAt.toISOString(),
            },
          ]
        : [],
    );
  }

  async ping(): Promise<void> {
    await this.database.run({ text: 'select 1', values: [] });
  }
}
