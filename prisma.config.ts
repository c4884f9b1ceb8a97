import { defineConfig } from 'prisma/config';

/**
 * For the Prisma command line only: `prisma generate` at set-up, and `prisma migrate deploy` where someone prefers
 * it to the migrations that the server applies itself at start. Generating needs no database, so none is demanded.
 */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
});
