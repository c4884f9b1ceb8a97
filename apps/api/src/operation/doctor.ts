import type { DoctorReport } from '#contract';
import { type CoverageView, coverageReport } from '#pipeline';
import { type ConnectedSource } from '../hooks/source-directory.js';
import type { ApiNeeds } from '../needs.js';
import { QUEUE_TIMEOUT_MS, within } from './within.js';

export type Check = DoctorReport['checks'][number];

/** Injection token of the `Doctor` function. */
export const DOCTOR = Symbol('doctor');

export type Doctor = () => Promise<DoctorReport>;

/** Checks what a person would look at first: database, queue, feeds, sources. */
export function doctor(
  needs: Pick<ApiNeeds, 'operations' | 'queueReady' | 'warnings'>,
  sources: ReadonlyMap<string, ConnectedSource>,
): Doctor {
  return async () => {
    const configuration = configurationChecks(needs.warnings);
    const database = await databaseCheck(needs.operations);
    const queue = await queueCheck(needs.queueReady);
    const knowledge = database.status === 'ok' ? await knowledgeChecks(needs.operations, sources) : [];
    const checks = [...configuration, database, queue, ...knowledge];
    return { healthy: checks.every((check) => check.status !== 'failed'), checks };
  };
}

function configurationChecks(warnings: readonly string[]): Check[] {
  if (warnings.length === 0)
    return [{ name: 'configuration', status: 'ok', detail: 'nothing to complain about' }];
  return warnings.map((detail) => ({ name: 'configuration', status: 'warning', detail }));
}

async function databaseCheck(operations: ApiNeeds['operations']): Promise<Check> {
  try {
    await operations.ping();
    return { name: 'database', status: 'ok', detail: 'answers' };
  } catch {
    return {
      name: 'database',
      status: 'failed',
      detail: 'does not answer',
      hint: 'look at the PostgreSQL server and at DATABASE_URL; deliveries are refused with 503 meanwhile',
    };
  }
}

async function queueCheck(ready: ApiNeeds['queueReady']): Promise<Check> {
  if (await within(ready(), QUEUE_TIMEOUT_MS)) return { name: 'queue', status: 'ok', detail: 'takes jobs' };
  return {
    name: 'queue',
    status: 'warning',
    detail: 'does not answer',
    hint: 'deliveries are kept and worked by the sweep, which is slower',
  };
}

async function knowledgeChecks(
  operations: ApiNeeds['operations'],
  sources: ReadonlyMap<string, ConnectedSource>,
): Promise<Check[]> {
  const coverage = await coverageReport(operations, [...sources.values()]);
  const missing = coverage.missing.map(
    ({ feed, hint }): Check => ({
      name: `feed ${feed}`,
      status: 'warning',
      detail: 'nothing came in the last 30 days',
      hint,
    }),
  );
  const present = [...new Set(coverage.feeds.map(({ feed }) => feed))].map((feed): Check => {
    const entries = coverage.feeds.filter((entry) => entry.feed === feed);
    const last = entries.map(({ to }) => to).reduce((a, b) => (a > b ? a : b), '');
    const gaps = entries.reduce((sum, entry) => sum + entry.gaps.length, 0);
    return {
      name: `feed ${feed}`,
      status: 'ok',
      detail: `last event ${last}${gaps > 0 ? `, ${gaps} gaps` : ''}`,
    };
  });
  return [...present, ...missing, ...sourceChecks(coverage.sources)];
}

/** One check for each source that delivered, and one for all that did not. */
function sourceChecks(sources: CoverageView['sources']): Check[] {
  const silent = sources.filter(({ lastDeliveryAt }) => lastDeliveryAt === null);
  const heard = sources.flatMap(({ id, lastDeliveryAt, deliveries }): Check[] =>
    lastDeliveryAt === null
      ? []
      : [
          {
            name: `source ${id}`,
            status: 'ok',
            detail: `${deliveries} deliveries, the last at ${lastDeliveryAt}`,
          },
        ],
  );
  if (silent.length === 0) return heard;
  const detail = `nothing came yet from ${silent.map(({ id }) => id).join(', ')}`;
  const hint = 'point the sender at /v1/hooks/<source>, or take what you do not use out of the configuration';
  return [...heard, { name: 'silent sources', status: 'warning', detail, hint }];
}
