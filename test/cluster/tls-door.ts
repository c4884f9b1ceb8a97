import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

/** HTTPS in front of a service, as API servers want it of webhooks. */
export interface TlsDoor {
  readonly url: string;
  /** The certificate in PEM, which is its own authority. */
  readonly certificate: string;
  stop(): Promise<void>;
}

/** Puts the door on 127.0.0.1, with a certificate made by `openssl` for this run. */
export async function tlsDoor(service: string, directory: string): Promise<TlsDoor> {
  const [key, certificate] = ['door.key', 'door.crt'].map((name) => path.join(directory, name)) as [
    string,
    string,
  ];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      ...subject,
      '-keyout',
      key,
      '-out',
      certificate,
    ],
    { stdio: 'ignore' },
  );
  const server = createServer(
    { key: readFileSync(key), cert: readFileSync(certificate) },
    (incoming, response) => {
      const { method, url = '', headers } = incoming;
      const inner = request(`${service}${url}`, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      inner.on('error', () => response.destroy());
      incoming.pipe(inner);
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    certificate: readFileSync(certificate, 'utf8'),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
