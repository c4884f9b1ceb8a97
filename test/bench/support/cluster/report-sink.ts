import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** A service that takes every report and remembers when the first of each pod came. */
export interface ReportSink {
  readonly url: string;
  /** When pods were first reported, in milliseconds of `performance.now()`. */
  readonly arrivals: ReadonlyMap<string, number>;
  close(): void;
}

/** Listens on 127.0.0.1. */
export async function reportSink(): Promise<ReportSink> {
  const arrivals = new Map<string, number>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      const reports = JSON.parse(gunzipSync(Buffer.concat(chunks)).toString()) as { pod?: string }[];
      for (const { pod } of reports) if (pod && !arrivals.has(pod)) arrivals.set(pod, performance.now());
      response.writeHead(202).end(JSON.stringify({ accepted: reports.length, duplicates: 0, rejected: [] }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrivals,
    close: () => void server.close().unref(),
  };
}
