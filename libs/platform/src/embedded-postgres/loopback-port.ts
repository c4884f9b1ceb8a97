import { createServer } from 'node:net';

/** Binds a loopback port for an instant: the number when it was free (any free one for 0), else null. */
export const freeLoopbackPort = (wanted: number): Promise<number | null> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      const port = address !== null && typeof address === 'object' ? address.port : null;
      server.close(() => resolve(port));
    });
  });
