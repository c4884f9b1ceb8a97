import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { guardedLookup, isReachable } from './reachable-address.js';
import { Refused } from './refused.js';

export interface OutboundRequest {
  readonly url: string;
  /** GET when absent. */
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** For the whole exchange, redirects and body included. */
  readonly timeoutMs: number;
  /** Most bytes of the answer's body. */
  readonly maxBytes: number;
}

/** One answer of one server. */
export interface Exchanged {
  readonly status: number;
  /** Lower-case names; repeated headers joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** One address, read and found to be one that may be asked. @throws Refused */
export function checkedAddress(text: string, isNamed: (host: string) => boolean): URL {
  if (!URL.canParse(text)) throw new Refused('bad_address');
  const address = new URL(text);
  if (address.protocol !== 'https:' && address.protocol !== 'http:') throw new Refused('bad_address');
  if (address.username !== '' || address.password !== '') throw new Refused('bad_address');
  // Literal addresses are connected to without a look-up.
  const host = address.hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(host) !== 0 && !isReachable(host, isNamed(address.host))) throw new Refused('private_address');
  return address;
}

/** One request and its answer, before `deadline` (epoch milliseconds). Rejects with `Refused` or the socket's error. */
export function exchange(
  address: URL,
  asked: OutboundRequest,
  { deadline, named }: { readonly deadline: number; readonly named: boolean },
): Promise<Exchanged> {
  return new Promise((resolve, reject) => {
    const send = address.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = send(address, {
      method: asked.method ?? 'GET',
      headers: { ...asked.headers, 'accept-encoding': 'identity' },
      agent: false,
      lookup: guardedLookup(named),
    });
    const timer = setTimeout(() => request.destroy(new Refused('timeout')), deadline - Date.now());
    request.on('error', reject).on('close', () => clearTimeout(timer));
    request.on('response', (response) => {
      collect(response, asked.maxBytes).then(
        (body) => resolve({ status: response.statusCode ?? 0, headers: headersOf(response), body }),
        (error: Error) => {
          reject(error);
          request.destroy();
        },
      );
    });
    request.end(asked.body);
  });
}

const headersOf = (response: IncomingMessage) =>
  Object.fromEntries(
    Object.entries(response.headersDistinct).map(([name, values]) => [name, (values ?? []).join(', ')]),
  );

async function collect(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const encoding = response.headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') throw new Refused('encoded');
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw new Refused('too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
