import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Backoff } from '#cluster';
import { deliver, deliverRest } from './deliver.js';
import { type AgentReport, Outbox } from './outbox.js';
import { type Batch, batchOf, postReports } from './post-reports.js';

interface Request {
  readonly headers: IncomingMessage['headers'];
  readonly reports: readonly AgentReport[];
}

type Answer = (request: Request, response: ServerResponse) => void;

const took: Answer = ({ reports }, response) => {
  response.writeHead(202).end(JSON.stringify({ accepted: reports.length, duplicates: 0, rejected: [] }));
};
const says =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_request, response) => {
    response
      .writeHead(code, headers)
      .end(JSON.stringify({ title: 'No', code: 'bad', status: code, detail: 'why' }));
  };
const breaks: Answer = (_request, response) => void response.destroy();

const failure = (pod: string): AgentReport => ({
  kind: 'failure',
  cluster: 'prod',
  namespace: 'shop',
  pod,
  podUid: pod,
  image: 'x:1',
  lastSeenAt: '2026-03-02T12:00:00.000Z',
});
const some = (count: number) => Array.from({ length: count }, (_, i) => failure(`p${i}`));

/** A service over real HTTP that gives these answers and then takes everything, and a delivery to it. */
async function delivery(answers: readonly Answer[], reports: readonly AgentReport[]) {
  const requests: Request[] = [];
  const rest = [...answers];
  let open = 0;
  let mostOpen = 0;
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    open += 1;
    mostOpen = Math.max(mostOpen, open);
    response.on('close', () => {
      open -= 1;
    });
    incoming.on('data', (chunk: Buffer) => void chunks.push(chunk));
    incoming.on('end', () => {
      const text = gunzipSync(Buffer.concat(chunks)).toString();
      const request = { headers: incoming.headers, reports: JSON.parse(text) as AgentReport[] };
      requests.push(request);
      (rest.shift() ?? took)(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const service = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token: 'pt_ingest_x' };
  const outbox = new Outbox();
  for (const report of reports) outbox.put(report);
  const stop = new AbortController();
  const waits: number[] = [];
  const told: string[] = [];
  const post = (batch: Batch, signal?: AbortSignal) => postReports(service, batch, () => new Date(), signal);
  const done = deliver(
    {
      outbox,
      post,
      wait: async (milliseconds) => void waits.push(milliseconds),
      backoff: new Backoff(() => 0.5, 60_000),
      witness: {
        taken: (count, { rejected }) => void told.push(`taken ${count} rejected ${rejected.length}`),
        again: (cause) => void told.push(`again ${cause}`),
        lost: (count) => void told.push(`lost ${count}`),
      },
    },
    stop.signal,
  );
  onTestFinished(async () => {
    stop.abort();
    await done;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const expectTold = (...lines: readonly string[]) =>
    vi.waitFor(() => expect(told).toEqual(lines), { timeout: 20_000, interval: 5 });
  return { service, told, requests, outbox, waits, expectTold, post, stop, done, mostOpen: () => mostOpen };
}

describe('deliver', () => {
  it('sends compressed batches with a key of their content, one at a time', async () => {
    const { requests, expectTold, mostOpen } = await delivery([], some(1_200));
    await expectTold('taken 500 rejected 0', 'taken 500 rejected 0', 'taken 200 rejected 0');
    const [first] = requests;
    expect(first?.headers).toMatchObject({
      authorization: 'Bearer pt_ingest_x',
      'content-encoding': 'gzip',
      'content-type': 'application/json',
      'idempotency-key': expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(new Set(requests.map(({ headers }) => headers['idempotency-key'])).size).toBe(3);
    expect(requests.flatMap(({ reports }) => reports)).toEqual(some(1_200));
    expect(mostOpen()).toBe(1);
  });

  it.each([
    ['breaks off', breaks, 'unreachable'],
    ['answers 500', says(500), 'unavailable'],
    ['answers 429', says(429), 'throttled'],
    ['answers 401', says(401), 'unauthorized'],
    ['answers 404', says(404), 'unexpected'],
    ['redirects', says(302, { location: 'http://elsewhere.test/' }), 'unexpected'],
  ])('sends the same bytes under the same key again when the service %s', async (_name, answer, cause) => {
    const { requests, expectTold } = await delivery([answer, answer], some(3));
    await expectTold(`again ${cause}`, `again ${cause}`, 'taken 3 rejected 0');
    expect(new Set(requests.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
  });

  it('waits longer each time, and as long as it is asked to', async () => {
    const date = new Date(Date.now() + 600_000).toUTCString();
    const answers = [
      says(503),
      says(503),
      says(429, { 'retry-after': '120' }),
      says(503, { 'retry-after': date }),
    ];
    const { waits, expectTold } = await delivery(answers, some(1));
    await expectTold(
      ...Array<string>(2).fill('again unavailable'),
      'again throttled',
      'again unavailable',
      'taken 1 rejected 0',
    );
    const [first, second, third, fourth] = waits.filter((milliseconds) => milliseconds !== 100);
    expect(second).toBeGreaterThan(first ?? 0);
    expect(third).toBe(120_000);
    expect(fourth).toBeGreaterThan(500_000);
  });

  it('halves batches that are too large, and gives up on a single report that is', async () => {
    const limit: Answer = (request, response) =>
      (request.reports.length > 100 || request.reports.some(({ cluster }) => cluster === 'huge')
        ? says(413)
        : took)(request, response);
    const reports = [...some(300), { ...failure('big'), cluster: 'huge' }];
    const { requests, told } = await delivery(Array<Answer>(40).fill(limit), reports);
    await vi.waitFor(() => expect(told).toContain('lost 1'), { timeout: 20_000 });
    const sent = () =>
      requests.filter(({ reports: each }) => each.length <= 100).flatMap(({ reports: each }) => each);
    await vi.waitFor(() => expect(sent()).toEqual(expect.arrayContaining(some(300))), { timeout: 20_000 });
  });

  it('does not send again what the service refuses', async () => {
    const partly: Answer = (_request, response) => {
      const rejected = [{ index: 0, code: 'invalid', detail: 'image: too long' }];
      response.writeHead(202).end(JSON.stringify({ accepted: 1, duplicates: 0, rejected }));
    };
    const { expectTold, outbox } = await delivery([says(422), partly], some(2));
    await expectTold('lost 2');
    for (const report of some(2)) outbox.put(report);
    await expectTold('lost 2', 'taken 2 rejected 1');
  });

  it('keeps what was not answered when it stops, so that the rest can be sent once more', async () => {
    const { outbox, stop, done, post, requests } = await delivery([says(503)], some(2));
    await vi.waitFor(() => expect(requests.length).toBeGreaterThanOrEqual(1));
    stop.abort();
    await done;
    await deliverRest({ outbox, post }, new AbortController().signal);
    expect(requests.at(-1)?.reports).toHaveLength(2);
    expect(outbox.size).toBe(0);
  });
});

it('measures how far the clock is off', async () => {
  const ahead = 3_600_000;
  const { service } = await delivery([], []);
  const outcome = await postReports(service, batchOf([]), () => new Date(Date.now() + ahead));
  expect(outcome).toMatchObject({ is: 'taken', clockSkewMs: expect.any(Number) });
  const { clockSkewMs } = outcome as { clockSkewMs: number };
  expect(Math.abs(clockSkewMs - ahead)).toBeLessThan(60_000);
});
