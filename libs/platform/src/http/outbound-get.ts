import { lookup as dnsLookup, type LookupAddress } from 'node:dns';
import { get as httpGet, type IncomingMessage } from 'node:http';
import { get as httpsGet } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.js';

export interface OutboundGet {
  readonly url: string;
  /** For the whole exchange. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** Addresses of private networks are refused unless the operator named them. */
  readonly allowPrivate: boolean;
}

/** Why nothing came back. */
export type OutboundFailure = 'bad_address' | 'private_address' | 'timeout' | 'too_large' | 'unreachable';

export type OutboundAnswer =
  | { readonly ok: true; readonly status: number; readonly body: Buffer }
  | { readonly ok: false; readonly reason: OutboundFailure };

class Refused extends Error {
  constructor(readonly reason: OutboundFailure) {
    super(reason);
  }
}

/**
 * Fetches a document from elsewhere. Redirects are not followed. What a name resolves to is checked
 * at the moment of connecting, so a name that changes its address in between (DNS rebinding) does not
 * reach a private network. Never throws.
 */
export async function outboundGet(request: OutboundGet): Promise<OutboundAnswer> {
  try {
    const answer = await exchange(addressOf(request), request);
    return { ok: true, ...answer };
  } catch (error) {
    return { ok: false, reason: error instanceof Refused ? error.reason : 'unreachable' };
  }
}

function addressOf({ url, allowPrivate }: OutboundGet): URL {
  if (!URL.canParse(url)) throw new Refused('bad_address');
  const address = new URL(url);
  if (address.protocol !== 'https:' && address.protocol !== 'http:') throw new Refused('bad_address');
  if (address.username !== '' || address.password !== '') throw new Refused('bad_address');
  // Literal addresses are connected to without a look-up.
  const host = address.hostname.replace(/^\[(.*)\]$/, '$1');
  if (!allowPrivate && isIP(host) !== 0 && !isPublicAddress(host)) throw new Refused('private_address');
  return address;
}

function exchange(
  address: URL,
  { timeoutMs, maxBytes, allowPrivate }: OutboundGet,
): Promise<{ status: number; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const get = address.protocol === 'https:' ? httpsGet : httpGet;
    const request = get(address, { agent: false, lookup: allowPrivate ? dnsLookup : publicLookup });
    const timer = setTimeout(() => request.destroy(new Refused('timeout')), timeoutMs);
    request.on('error', reject).on('close', () => clearTimeout(timer));
    request.on('response', (response) => {
      collect(response, maxBytes).then(
        (body) => resolve({ status: response.statusCode ?? 0, body }),
        (error: Error) => {
          reject(error);
          request.destroy();
        },
      );
    });
  });
}

async function collect(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw new Refused('too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Resolves a name and refuses it when any of its addresses is private. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  dnsLookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    const [first] = addresses ?? [];
    if (error || !first) return callback(error ?? new Refused('unreachable'), '', 0);
    if (!addresses.every(({ address }) => isPublicAddress(address))) {
      return callback(new Refused('private_address'), '', 0);
    }
    return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
  });
};
