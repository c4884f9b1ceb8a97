import pg from 'pg';
import { vi } from 'vitest';
import type { Incident } from '#domain';
import { startTestServer, type TestServer } from '../../support/server.js';

/** A request that brings evidence. */
export interface Delivery {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** A delivery as the service kept it: without credentials. */
export interface KeptDelivery {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** The whole service, with what is needed to send it the same evidence in many orders. */
export interface ReplayServer extends TestServer {
  /** Sends a delivery, with the server's ingest token where it brings no credential of its own. */
  post(delivery: Delivery): Promise<{ readonly status: number; readonly body: unknown }>;
  /** Waits until everything that was acknowledged is processed and every incident is diagnosed. */
  settled(): Promise<void>;
  /** The one incident on an image. @throws when there is none or more than one */
  incidentOn(image: string): Promise<Incident>;
  /** Deliveries of one source, oldest first. */
  kept(source: string): Promise<readonly KeptDelivery[]>;
  /** Forgets all evidence, as if the database were new. Call it only when settled. */
  wipe(): Promise<void>;
}

/** Looks at the tables, because no single answer of the API says that nothing is left to do. */
const SETTLED = `
  select (select count(*) from delivery where state = 'stored')
       + (select count(*) from incident where revision > diagnosed_revision and merged_into is null) as open`;

const EVIDENCE_TABLES = `
  select string_agg(quote_ident(tablename), ', ') as names from pg_tables
  where schemaname = 'public' and tablename not in ('_prisma_migrations', 'api_token')`;

/** A hung worker fails the test; an ordinary one needs milliseconds. */
const SETTLING = { timeout: 60_000, interval: 5 };

/** Starts the service on a database of its own. */
export async function startReplayServer(): Promise<ReplayServer> {
  const server = await startTestServer();
  const pool = new pg.Pool({ connectionString: server.databaseUrl, max: 1 });
  return {
    ...server,
    ...requestsTo(server),
    ...stateOf(pool),
    stop: async () => {
      await pool.end();
      await server.stop();
    },
  };
}

/** A report to the service's own endpoints, as a pipeline or an agent sends it. */
export const report = (endpoint: 'builds' | 'failures', body: object): Delivery => ({
  path: `/v1/${endpoint}`,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** What the verdict says, as text, without what only its history knows. */
export function told({ verdict }: Incident): string {
  if (!verdict) throw new Error('the incident has no verdict');
  const { version: _version, decidedAt: _decidedAt, ...said } = verdict;
  return JSON.stringify(said, null, 1);
}

function requestsTo({ url, as }: TestServer): Pick<ReplayServer, 'post' | 'incidentOn'> {
  return {
    post: async ({ path, headers, body }) => {
      const response = await fetch(`${url}${path}`, {
        method: 'POST',
        headers: { authorization: as.ingest, ...headers },
        body,
      });
      return { status: response.status, body: await response.json() };
    },
    incidentOn: async (image) => {
      const address = `${url}/v1/incidents?${new URLSearchParams({ image })}`;
      const response = await fetch(address, { headers: { authorization: as.read } });
      const { items } = (await response.json()) as { items: Incident[] };
      const [incident, ...others] = items;
      if (!incident || others.length > 0) throw new Error(`${items.length} incidents on ${image}`);
      return incident;
    },
  };
}

function stateOf(pool: pg.Pool): Pick<ReplayServer, 'settled' | 'kept' | 'wipe'> {
  return {
    settled: () =>
      vi.waitFor(async () => {
        const { rows } = await pool.query<{ open: string }>(SETTLED);
        if (rows[0]?.open !== '0') throw new Error(`${rows[0]?.open} pieces of work are open`);
      }, SETTLING),
    kept: async (source) => {
      const sql = 'select headers, body from delivery where source = $1 order by received_at, id';
      return (await pool.query<KeptDelivery>(sql, [source])).rows;
    },
    wipe: async () => {
      const { rows } = await pool.query<{ names: string }>(EVIDENCE_TABLES);
      await pool.query(`truncate ${rows[0]?.names}`);
    },
  };
}
