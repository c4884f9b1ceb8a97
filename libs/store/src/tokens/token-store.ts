import type { TokenRecord, TokenScope, TokenStore } from '#pipeline';
import type { Database } from '../database/database.js';
import type { ApiToken } from '../generated/client.js';

type NewToken = Parameters<TokenStore['create']>[0];

/** API tokens, known only by their SHA-256. */
export class PostgresTokenStore implements TokenStore {
  constructor(private readonly database: Database) {}

  async create(token: NewToken): Promise<void> {
    await this.database.prisma.apiToken.create({ data: { ...token, hash: bytesOf(token.hash) } });
  }

  async byHash(hash: Buffer): Promise<TokenRecord | null> {
    const row = await this.database.prisma.apiToken.findUnique({ where: { hash: bytesOf(hash) } });
    return row && row.revokedAt === null ? recordOf(row) : null;
  }

  async list(): Promise<readonly TokenRecord[]> {
    const rows = await this.database.prisma.apiToken.findMany({
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    });
    return rows.map(recordOf);
  }

  async revoke(idOrName: string, at: Date): Promise<number> {
    const { count } = await this.database.prisma.apiToken.updateMany({
      where: { revokedAt: null, OR: [{ id: idOrName }, { name: idOrName }] },
      data: { revokedAt: at },
    });
    return count;
  }

  async preset({ name, scope, ...token }: NewToken): Promise<void> {
    const { apiToken } = this.database.prisma;
    const hash = bytesOf(token.hash);
    await this.database.prisma.$transaction([
      apiToken.updateMany({
        where: { name, revokedAt: null, NOT: { hash } },
        data: { revokedAt: token.createdAt },
      }),
      apiToken.upsert({
        where: { hash },
        create: { ...token, name, scope, hash },
        update: { name, scope, revokedAt: null },
      }),
    ]);
  }
}

/** Prisma's type for bytes: with a buffer of their own. */
const bytesOf = (buffer: Buffer) => new Uint8Array(buffer);

const recordOf = (row: ApiToken): TokenRecord => ({
  id: row.id,
  name: row.name,
  scope: row.scope as TokenScope,
  createdAt: row.createdAt.toISOString(),
  revokedAt: row.revokedAt?.toISOString() ?? null,
});
