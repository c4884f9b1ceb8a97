import { checkedAddress, type Exchanged, exchange, type OutboundRequest } from './exchange.js';
import { failureOf, type OutboundFailure, Refused } from './refused.js';

export type OutboundAnswer =
  | ({ readonly ok: true } & Exchanged)
  | { readonly ok: false; readonly reason: OutboundFailure };

/** Asks another server. Never throws and never takes longer than the request allows. */
export type OutboundClient = (request: OutboundRequest) => Promise<OutboundAnswer>;

export interface OutboundSettings {
  /**
   * Hosts, with their port where it is not the scheme's own, that the operator named in the
   * configuration: they may lie in a private network. All others must be public.
   */
  readonly named?: readonly string[];
}

/** Redirects inside one host that a well-meaning server needs: a missing slash, an older path. */
const MOST_REDIRECTS = 3;

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * The one way out of the process. It does not reach private networks unless the operator named the
 * host; looks at what a name resolves to at the moment of connecting; follows redirects of reading
 * requests inside the same origin only, so that credentials stay where they were meant for; asks for
 * no compression and unpacks none.
 */
export function outboundClient({ named = [] }: OutboundSettings = {}): OutboundClient {
  const hosts = new Set(named.map((host) => host.toLowerCase()));
  const isNamed = (host: string) => hosts.has(host);
  return async (request) => {
    try {
      return { ok: true, ...(await follow(request, isNamed)) };
    } catch (error) {
      return { ok: false, reason: failureOf(error) };
    }
  };
}

async function follow(request: OutboundRequest, isNamed: (host: string) => boolean): Promise<Exchanged> {
  const deadline = Date.now() + request.timeoutMs;
  const mayFollow = request.method === undefined || request.method === 'GET' || request.method === 'HEAD';
  let address = checkedAddress(request.url, isNamed);
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const answer = await exchange(address, request, { deadline, named: isNamed(address.host) });
    if (!mayFollow || !REDIRECTS.has(answer.status)) return answer;
    const { location } = answer.headers;
    if (location === undefined || !URL.canParse(location, address.href)) throw new Refused('redirected');
    const next = checkedAddress(new URL(location, address).href, isNamed);
    if (next.origin !== address.origin) throw new Refused('redirected');
    address = next;
  }
  throw new Refused('redirected');
}
