import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';

/** Passes connections on and counts what comes back. */
export interface CountingProxy {
  readonly port: number;
  /** Bytes from the server, TLS included. */
  received(): number;
  close(): void;
}

/** Listens on 127.0.0.1 for a server that speaks TLS; what is said stays between the two ends. */
export async function countingProxy(host: string, port: number): Promise<CountingProxy> {
  let received = 0;
  const server = createServer((client) => {
    const upstream = connect(port, host);
    upstream.on('data', (chunk) => {
      received += chunk.length;
    });
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    received: () => received,
    close: () => void server.close().unref(),
  };
}
