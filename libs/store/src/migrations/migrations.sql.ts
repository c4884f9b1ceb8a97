import type { Statement } from '../database/statement.js';

// Raw, because these statements make the tables that Prisma's client expects to be there.

/** The ledger exactly as `prisma migrate` makes it, so that the two agree on what has been applied. */
export const CREATE_LEDGER = `
  create table if not exists "_prisma_migrations" (
    "id" varchar(36) primary key not null,
    "checksum" varchar(64) not null,
    "finished_at" timestamptz,
    "migration_name" varchar(255) not null,
    "logs" text,
    "rolled_back_at" timestamptz,
    "started_at" timestamptz not null default now(),
    "applied_steps_count" integer not null default 0
  )`;

/** The lock `prisma migrate` takes (a fixed number in Prisma's schema engine), so that neither runs beside the other. */
export const LOCK = 'select pg_advisory_xact_lock(72707369)';

export const LIST_APPLIED = `
  select migration_name as name, checksum
  from "_prisma_migrations" where finished_at is not null and rolled_back_at is null`;

export const noteApplied = (id: string, name: string, checksum: string): Statement => ({
  text: `
    insert into "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count)
    values ($1, $2, $3, clock_timestamp(), 1)`,
  values: [id, checksum, name],
});
