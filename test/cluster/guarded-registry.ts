import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A door in front of a registry that lets in who knows the password (RFC 7617). */
export interface GuardedRegistry {
  readonly host: string;
  readonly username: string;
  readonly password: string;
  stop(): Promise<void>;
}

/** Puts the door on 127.0.0.1. */
export async function guard(registry: string): Promise<GuardedRegistry> {
  const [username, password] = ['puller', 'open-sesame'];
  const wanted = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const server = createServer((incoming, response) => {
    if (incoming.headers.authorization !== wanted) {
      const body = JSON.stringify({ errors: [{ code: 'UNAUTHORIZED', message: 'authentication required' }] });
      response.writeHead(401, {
        'www-authenticate': 'Basic realm="registry"',
        'content-type': 'application/json',
      });
      response.end(body);
      return;
    }
    const { method, url, headers } = incoming;
    const inner = request(`http://${registry}${url ?? ''}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    inner.on('error', () => response.destroy());
    incoming.pipe(inner);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    username,
    password,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
