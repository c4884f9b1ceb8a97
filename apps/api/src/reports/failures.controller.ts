import { Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { FailureReport, type FailuresAccepted, Heartbeat, MAX_BATCH } from '#contract';
import { Scope } from '../auth/scope.js';
import { mediaTypeOf, readJsonBody, readReport } from '../http/json-body.js';
import { fieldsOf } from '../http/schema-pipe.js';
import { ProblemError } from '../problem/problem-error.js';
import { apiDelivery } from './api-delivery.js';
import { type BatchEntry, entriesOf, readLines } from './failure-batch.js';
import { ReportKeeper } from './keep-report.js';

type FailuresAnswer = z.output<typeof FailuresAccepted>;

/** NDJSON has no registered media type; these are the ones in use. */
const NDJSON = new Set([
  'application/x-ndjson',
  'application/ndjson',
  'application/jsonl',
  'application/x-jsonlines',
]);

/** Takes what agents see of containers. One unreadable report must not cost the others. */
@Controller('/v1/failures')
@Scope('ingest')
export class FailuresController {
  constructor(@Inject(ReportKeeper) private readonly keeper: ReportKeeper) {}

  @Post()
  @HttpCode(202)
  async failures(@Req() request: FastifyRequest): Promise<FailuresAnswer> {
    const { good, rejected } = sorted(await entriesOfRequest(request));
    if (good.length === 0) {
      const errors = rejected
        .slice(0, 20)
        .map(({ index, detail }) => ({ field: `[${index}]`, message: detail }));
      throw new ProblemError(422, 'invalid_body', 'no report in the body is valid', { errors });
    }
    const receipt = await this.keeper.keep(apiDelivery('failures', good, idempotencyKey(request)));
    return {
      accepted: receipt.duplicate ? 0 : good.length,
      duplicates: receipt.duplicate ? good.length : 0,
      rejected,
    };
  }
}

function idempotencyKey(request: FastifyRequest): string | undefined {
  const key = request.raw.headers['idempotency-key'];
  return Array.isArray(key) ? key.join(', ') : key;
}

async function entriesOfRequest(request: FastifyRequest): Promise<BatchEntry[]> {
  const lines = NDJSON.has(mediaTypeOf(request));
  const entries = lines
    ? readLines((await readReport(request)).toString('utf8'))
    : entriesOf(await readJsonBody(request));
  if (entries.length <= MAX_BATCH) return entries;
  throw new ProblemError(422, 'invalid_body', `takes at most ${MAX_BATCH} reports; send several requests`);
}

function sorted(entries: readonly BatchEntry[]) {
  const good: object[] = [];
  const rejected: FailuresAnswer['rejected'] = [];
  entries.forEach((entry, index) => {
    if ('fault' in entry) {
      rejected.push({ index, code: 'not_json', detail: entry.fault });
      return;
    }
    const parsed = schemaOf(entry.value).safeParse(entry.value);
    if (parsed.success) good.push(parsed.data);
    else rejected.push({ index, code: 'invalid', detail: sentence(parsed.error.issues) });
  });
  return { good, rejected };
}

/** One schema, so that a fault is told of the kind of report that was meant. */
const schemaOf = (value: unknown) =>
  (value as { kind?: unknown } | null)?.kind === 'heartbeat' ? Heartbeat : FailureReport;

/** The first faults of one report in one line. */
function sentence(issues: Parameters<typeof fieldsOf>[0]): string {
  return fieldsOf(issues.slice(0, 5))
    .map(({ field, message }) => (field === '' ? message : `${field}: ${message}`))
    .join('; ');
}
