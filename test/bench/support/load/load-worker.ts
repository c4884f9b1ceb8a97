// The thread that makes the load. It is told everything at its start and reports one result.
import { randomUUID } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { LoadConnection } from './connection.js';
import type { LoadResult, LoadSettings } from './run-load.js';

const { url, path, headers, body, uniqueHeader, clients, seconds, expected } = workerData as LoadSettings;
const template = { path, headers, body: Buffer.from(body), uniqueHeader };
const connections = await Promise.all(
  Array.from({ length: clients }, () => LoadConnection.open(new URL(url), template)),
);

// A UUID whose last group counts: unique without the price of a new one for each request.
const prefix = randomUUID().slice(0, 24);
let sent = 0;
const nextId = (): string => `${prefix}${(sent++).toString(16).padStart(12, '0')}`;

let accepted = 0;
let refused = 0;
const start = performance.now();
const deadline = start + seconds * 1_000;
await Promise.all(
  connections.map(async (connection) => {
    while (performance.now() < deadline) {
      const { status } = await connection.send(nextId());
      if (status === expected) accepted += 1;
      else refused += 1;
    }
  }),
);
const elapsed = (performance.now() - start) / 1_000;
for (const connection of connections) connection.close();
parentPort?.postMessage({ accepted, refused, seconds: elapsed } satisfies LoadResult);
