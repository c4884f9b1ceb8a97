import type { FetchMemory } from '#pipeline';
import type { Database } from '../database/database.js';
import { storableKey, storableText } from '../storable.js';
import { takeTurn } from './take-turn.sql.js';

/** What was asked elsewhere, in the table `fetch_memory`. */
export class PostgresFetchMemory implements FetchMemory {
  constructor(private readonly database: Database) {}

  async take(
    key: string,
    { now, until }: { readonly now: Date; readonly until: Date },
  ): Promise<string | null> {
    const [row] = await this.database.run<{ note: string }>(takeTurn(storableKey(key), now, until));
    return row ? row.note : null;
  }

  async note(key: string, note: string, until: Date): Promise<void> {
    await this.database.prisma.fetchMemory.updateMany({
      where: { key: storableKey(key) },
      data: { note: storableText(note), closedUntil: until },
    });
  }

  async forget(before: Date): Promise<number> {
    const { count } = await this.database.prisma.fetchMemory.deleteMany({
      where: { closedUntil: { lt: before } },
    });
    return count;
  }
}
