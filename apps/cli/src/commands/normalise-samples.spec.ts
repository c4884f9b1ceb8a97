import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { normalise } from './normalise.js';

/**
 * Checks a folder of recorded deliveries that is not part of the repository: `<provider>/<name>.json`
 * beside `<name>.meta.json`, which says what must be extracted. Set WEBHOOK_SAMPLES to the folder.
 */
const SAMPLES = process.env['WEBHOOK_SAMPLES'] ?? '';

interface Meta {
  readonly endpoint: string;
  readonly kind: string;
  readonly headers: Record<string, string>;
  readonly verifyAt?: number;
  readonly auth: {
    readonly scheme: string;
    readonly secret?: string;
    readonly verifyAt?: number;
    readonly date?: string;
  };
  readonly expected: Record<string, unknown>;
  readonly expectedEvents?: readonly Record<string, unknown>[];
  readonly acceptable?: Record<string, unknown>;
  readonly mustBeAbsent?: readonly string[];
}

/** Fields of the samples that observations do not have. */
const NOT_OURS = new Set([
  'ignore',
  'checkRunId',
  'buildNumber',
  'pipelineNumber',
  'failureReason',
  'digestRaw',
  'action',
  'chainId',
  'artifactName',
  'rawStatus',
]);
const UNSIGNED_SCHEMES = new Set(['path-token', 'oidc-jwt']);

const scratch = mkdtempSync(path.join(tmpdir(), 'samples-'));

describe.skipIf(!existsSync(SAMPLES))('recorded deliveries (needs WEBHOOK_SAMPLES)', () => {
  it.each(sampleNames())('%s', async (name) => {
    const meta = JSON.parse(readFileSync(path.join(SAMPLES, `${name}.meta.json`), 'utf8')) as Meta;
    const folder = path.dirname(name);
    for (const provider of new Set([folder, meta.endpoint])) {
      const { answer, exitCode } = await run(provider, name, meta, meta.auth.secret);
      expect(exitCode).toBe(0);
      expect(answer['verified']).toBe(UNSIGNED_SCHEMES.has(meta.auth.scheme) ? 'unsigned' : true);
      expectSample(answer, meta);
    }
    if (!UNSIGNED_SCHEMES.has(meta.auth.scheme))
      expect((await run(folder, name, meta, 'another secret')).exitCode).toBe(1);
  });
});

function sampleNames(): string[] {
  if (!existsSync(SAMPLES)) return ['none'];
  return readdirSync(SAMPLES, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.meta.json'))
    .map((name) => name.slice(0, -'.meta.json'.length))
    .sort();
}

async function run(provider: string, name: string, meta: Meta, secret: string | undefined) {
  const headers = path.join(scratch, 'headers.json');
  writeFileSync(headers, JSON.stringify(meta.headers));
  const lines: string[] = [];
  const now = meta.verifyAt ?? meta.auth.verifyAt ?? Date.parse(meta.auth.date ?? '') / 1000;
  const exitCode = await normalise(
    {
      provider,
      headers,
      body: path.join(SAMPLES, `${name}.json`),
      ...(secret === undefined ? {} : { secret }),
      ...(Number.isNaN(now) ? {} : { now: `${now}` }),
    },
    { answer: (line) => lines.push(line), complain: (line) => expect.fail(line) },
  );
  return { exitCode, answer: JSON.parse(lines[0] ?? '{}') as Record<string, unknown> };
}

function expectSample(answer: Record<string, unknown>, meta: Meta): void {
  if (meta.expected['ignore'] === true) {
    expect(answer['ignored']).toBeTypeOf('string');
    return;
  }
  const observations = answer['observations'] as Record<string, unknown>[];
  expect(observations, JSON.stringify(answer)).toBeInstanceOf(Array);
  for (const field of meta.mustBeAbsent ?? [])
    for (const observation of observations) expect(observation[field] ?? null, field).toBeNull();
  for (const expected of meta.expectedEvents ?? [meta.expected]) {
    const found = observations.find((observation) => differences(observation, expected, meta).length === 0);
    const nearest = observations.map((observation) => differences(observation, expected, meta));
    expect(found, JSON.stringify({ nearest, observations })).toBeDefined();
  }
}

function differences(
  observation: Record<string, unknown>,
  expected: Record<string, unknown>,
  meta: Meta,
): string[] {
  const kinds = meta.kind === 'other' ? ['other', 'commit'] : [meta.kind];
  const wrongKind = kinds.includes(String(observation['kind'])) ? [] : ['kind'];
  const wrong = Object.entries(expected).filter(([field, value]) => {
    if (NOT_OURS.has(field)) return false;
    const alternatives = meta.acceptable?.[field];
    const allowed = Array.isArray(alternatives) ? [value, ...alternatives] : [value];
    return !allowed.some((one) => same(field, observation[field] ?? null, one));
  });
  return [...wrongKind, ...wrong.map(([field]) => field)];
}

function same(field: string, actual: unknown, expected: unknown): boolean {
  if (field.endsWith('At') && typeof actual === 'string' && typeof expected === 'string')
    return new Date(actual).getTime() === new Date(expected).getTime();
  return JSON.stringify(actual) === JSON.stringify(expected);
}
