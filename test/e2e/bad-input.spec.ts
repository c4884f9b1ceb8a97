import { randomUUID } from 'node:crypto';
import path from 'node:path';
import fc from 'fast-check';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ciCatalog } from '#ci';
import type { Delivery } from '#contract';
import { registryCatalog } from '#registry';
import { startTestServer, type TestServer } from '../support/server.js';
import { type Fixture, loadFixtures } from '../support/source-adapters/fixture.js';
import { mutated, mutations } from '../support/source-adapters/mutation.js';
import { SIGNERS } from '../support/source-adapters/signer.js';

const SECRET = 'the-secret-of-this-source';
const TOKEN = 'the-token-of-this-path';
const LIBS = path.resolve(import.meta.dirname, '../../libs');
const fixtures = ['ci', 'registry'].flatMap((lib) => loadFixtures(path.join(LIBS, lib, 'fixtures')));
const adapters = [...ciCatalog, ...registryCatalog];

/** One provider with a delivery of its own that says something. */
interface Provider {
  readonly id: string;
  readonly fixture: Fixture;
  readonly unsigned: boolean;
}

const providers = adapters.map(({ id, unsigned }): Provider => {
  const own = fixtures.filter(({ adapterId }) => adapterId === id);
  const fixture = own.find(({ expected, settings }) => expected.observations && !settings.trust) ?? own[0];
  if (fixture === undefined) throw new Error(`${id} has no fixture`);
  return { id, fixture, unsigned: unsigned === true };
});

let server: TestServer;
beforeAll(async () => {
  const sources = providers.map(({ id, unsigned }) => {
    const secrets = SIGNERS[id] ? `, secrets: ["an-older-secret", "${SECRET}"]` : '';
    return `  - {id: ${id}, provider: ${id}, registryHost: registry.acme.test${secrets}${unsigned ? `, token: "${TOKEN}"` : ''}}`;
  });
  server = await startTestServer({ configuration: `sources:\n${sources.join('\n')}\n` });
});
afterAll(() => server.stop());

interface Sent {
  readonly body?: Buffer;
  readonly secret?: string;
  readonly at?: Date;
  readonly token?: string;
  readonly deliveryId?: string;
  /** Headers added, or taken away with `null`. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** What goes over the wire when it is not what was signed. */
  readonly wire?: Buffer;
}

/** Headers by which vendors name a delivery; a delivery of the same name would be a duplicate. */
const IDS =
  /^(x-github-delivery|idempotency-key|x-(gitea|forgejo|gogs)-delivery|x-request-(uu)?id|x-nexus-webhook-delivery|ce-id)$/;

/** A delivery of the provider, signed as its vendor signs, to the source of that provider. */
function deliver({ id, fixture, unsigned }: Provider, sent: Sent = {}) {
  const body = sent.body ?? fixture.delivery.body;
  const proof = SIGNERS[id]?.sign(body, sent.secret ?? SECRET, sent.at ?? new Date()) ?? {};
  const hidden: readonly string[] = adapters.find((adapter) => adapter.id === id)?.secretHeaders ?? [];
  const own = Object.entries(fixture.delivery.headers)
    .filter(([name]) => !hidden.includes(name))
    .map(([name, value]) => [name, IDS.test(name) ? (sent.deliveryId ?? randomUUID()) : value]);
  const headers: Record<string, string | null> = { ...Object.fromEntries(own), ...proof, ...sent.headers };
  const post = request(server.url).post(`/v1/hooks/${id}${unsigned ? `/${sent.token ?? TOKEN}` : ''}`);
  for (const [name, value] of Object.entries(headers)) if (value !== null) post.set(name, value);
  return post.serialize((bytes: unknown) => bytes as string).send((sent.wire ?? body) as unknown as string);
}

/** The delivery's entry in the inbound log once it was worked. */
async function worked(id: string): Promise<Delivery> {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    const { body } = await request(server.url)
      .get(`/v1/deliveries/${id}`)
      .set('authorization', server.as.admin);
    if (body.state !== 'stored') return body as Delivery;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`the delivery ${id} was not worked; the log says: ${server.log.join('')}`);
}

/** Taken with 202, and afterwards read or ignored with a reason, never failed. */
async function expectTaken(sent: ReturnType<typeof deliver>, reasons?: readonly string[]) {
  const answer = await sent;
  expect(answer.status, JSON.stringify(answer.body)).toBe(202);
  const { state, reason } = await worked(answer.body.id as string);
  expect(['processed', 'ignored'], reason ?? '').toContain(state);
  if (reasons)
    expect({ state, reason }).toEqual({ state: 'ignored', reason: expect.toBeOneOf([...reasons]) });
}

async function expectRefused(sent: ReturnType<typeof deliver>) {
  const answer = await sent;
  expect(answer.status).toBe(401);
  expect(answer.body).toMatchObject({ status: 401, code: 'unauthorized' });
}

const text = ({ fixture }: Provider) => fixture.delivery.body.toString('utf8');
const isJson = (provider: Provider) => /^[{[]/.test(text(provider));

/** The document with another value in the place of each text, number, truth value and null. */
function withLeaves(value: unknown, change: (leaf: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((element) => withLeaves(element, change));
  if (typeof value !== 'object' || value === null) return change(value);
  const entries = Object.entries(value).map(([key, inner]) => [key, withLeaves(inner, change)]);
  return Object.fromEntries(entries);
}

/** The first array of a document that has elements, grown to 100,000 of them. */
function grown(document: unknown): unknown {
  let done = false;
  return JSON.parse(
    JSON.stringify(document, (_key, value: unknown) => {
      if (done || !Array.isArray(value) || value.length === 0) return value;
      done = true;
      return Array.from({ length: 100_000 }, () => null).map((_, index) => (index < 10 ? value[0] : index));
    }),
  );
}

describe.each(providers)('$id', (provider) => {
  const signer = SIGNERS[provider.id];

  it('takes its own delivery, and the same again as a duplicate', async () => {
    const first = await deliver(provider, { deliveryId: 'd-1' }).expect(202);
    const again = await deliver(provider, { deliveryId: 'd-1' }).expect(202);
    expect(again.body).toMatchObject({ id: first.body.id, duplicate: true });
    expect(await worked(first.body.id as string)).toMatchObject({ signed: signer !== undefined });
  });

  it.runIf(signer !== undefined)('refuses a wrong secret and a missing credential', async () => {
    await expectRefused(deliver(provider, { secret: 'a-wrong-secret' }));
    const names = Object.keys(signer?.sign(Buffer.alloc(0), SECRET, new Date()) ?? {});
    await expectRefused(
      deliver(provider, { headers: Object.fromEntries(names.map((name) => [name, null])) }),
    );
    for (const name of names) await expectRefused(deliver(provider, { headers: { [name]: 'nonsense' } }));
  });

  it.runIf(provider.unsigned)('refuses a wrong token in its path', async () => {
    await expectRefused(deliver(provider, { token: 'a-wrong-token' }));
    await request(server.url).post(`/v1/hooks/${provider.id}`).send('{}').expect(401);
  });

  it.runIf(signer?.coversBody === true)('refuses a truncated body and a changed byte', async () => {
    const { body } = provider.fixture.delivery;
    const changed = Buffer.from(body);
    changed[body.length >> 1] = (changed[body.length >> 1] ?? 0) ^ 1;
    await expectRefused(deliver(provider, { body, wire: body.subarray(0, -1) }));
    await expectRefused(deliver(provider, { body, wire: changed }));
  });

  it.runIf(signer?.ages === true)('refuses a replay outside the tolerance', async () => {
    await expectRefused(deliver(provider, { at: new Date(Date.now() - 301_000 - 60_000) }));
    await expectRefused(deliver(provider, { at: new Date(Date.now() + 301_000 + 60_000) }));
  });

  it('keeps what is no JSON and ignores it with the reason', async () => {
    const broken = [
      provider.fixture.delivery.body.subarray(0, -2),
      Buffer.from('{"a": '),
      Buffer.alloc(0),
      Buffer.concat([Buffer.from([0xff, 0xfe, 0x80]), provider.fixture.delivery.body]),
      Buffer.from('['.repeat(50_000) + ']'.repeat(50_000)),
    ];
    for (const body of broken) await expectTaken(deliver(provider, { body }), ['unreadable_body']);
  });

  it('ignores documents without what it looks for', async () => {
    const reasons = ['unexpected_shape', 'unknown_event', 'irrelevant_event', 'nothing_identified'];
    for (const body of ['null', '[]', '{}', '"text"', '7', '[[]]', '[null]', '{"__proto__":{"a":1}}'])
      await expectTaken(deliver(provider, { body: Buffer.from(body) }), reasons);
  });

  it('takes every other provider for what it is, and reads nothing wrong into it', async () => {
    for (const other of providers.filter(({ id }) => id !== provider.id).slice(0, 6))
      await expectTaken(deliver(provider, { body: other.fixture.delivery.body }));
  });

  it.runIf(isJson(provider))('bears fields of any type, huge arrays, long tags and odd digests', async () => {
    const document: unknown = JSON.parse(text(provider));
    const poisoned = text(provider).replace(
      '{',
      '{"__proto__":{"polluted":true},"constructor":{"prototype":{}},',
    );
    const bodies = [
      JSON.stringify(grown(document)),
      poisoned,
      text(provider).replaceAll(/sha256:[0-9a-f]{64}/g, `sha256:${'a'.repeat(60)}`),
      text(provider).replaceAll(/"([^"]*)(1\.10|1\.8\.3|latest)"/g, `"${'t'.repeat(5_000)}"`),
      text(provider).replaceAll(/"20\d\d-[^"]*"/g, '"20260301T100000+0200"'),
      text(provider).replaceAll(/"20\d\d-[^"]*"/g, '1.417566161e+09'),
      JSON.stringify(withLeaves(document, (leaf) => (typeof leaf === 'string' ? null : leaf))),
      JSON.stringify(withLeaves(document, (leaf) => (typeof leaf === 'string' ? { leaf } : [leaf]))),
      JSON.stringify(withLeaves(document, (leaf) => (typeof leaf === 'number' ? `${leaf}` : 7))),
    ];
    for (const body of bodies) await expectTaken(deliver(provider, { body: Buffer.from(body) }));
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.runIf(isJson(provider))('reads or ignores what a fuzzer makes of its delivery', async () => {
    const document: unknown = JSON.parse(text(provider));
    const samples = fc.sample(mutations, { numRuns: 10, seed: 20260301 });
    for (const changes of samples) await expectTaken(deliver(provider, { body: mutated(document, changes) }));
  });
});

it('logs no error over all of this, and stays ready', async () => {
  expect(
    server.log.filter((line) => JSON.parse(line).level >= 50 || /"level":"(error|fatal)"/.test(line)),
  ).toEqual([]);
  await request(server.url).get('/readyz').expect(200);
});
