import type { RegistryDoubt } from '#pipeline';
import { type Clock, lenient, type OutboundClient, type OutboundFailure, readDocument } from '#platform';
import { readChallenge } from './challenge.js';
import { apiRootOf, basicCredentials, type RegistryAccess } from './registry-access.js';

const { integer, shape, text } = lenient;

/** What the registry answered to one request, whatever its status. */
export type RegistryAnswer =
  | {
      readonly ok: true;
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Buffer;
    }
  | { readonly ok: false; readonly reason: RegistryDoubt };

export interface RegistryQuestion {
  readonly method: 'GET' | 'HEAD';
  /** Repository inside the registry: what the token has to be good for. */
  readonly path: string;
  /** Behind `/v2/<path>/`. */
  readonly rest: string;
  readonly accept?: string;
  readonly maxBytes: number;
}

const DOUBTS: { readonly [F in OutboundFailure]: RegistryDoubt } = {
  bad_address: 'address_refused',
  private_address: 'address_refused',
  name_not_found: 'unreachable',
  unreachable: 'unreachable',
  untrusted: 'untrusted',
  timeout: 'timeout',
  too_large: 'not_understood',
  encoded: 'not_understood',
  redirected: 'redirected',
  // Only the credentials come from outside this file.
  unsendable: 'denied',
};

/** Tokens are JSON of a few KiB; Docker Hub's have about 3. */
const MOST_TOKEN_BYTES = 64 * 1024;

/** What a token without `expires_in` is good for (distribution/distribution, "Token Authentication"). */
const DEFAULT_LIFE_S = 60;
/** A token is not used in its last seconds, so that it does not expire on the way. */
const SPARE_MS = 5_000;
/** No registry's tokens need to be kept for longer. */
const LONGEST_LIFE_S = 3_600;
/** Repositories with a token at the same time. */
const MOST_TOKENS = 500;

const tokenSchema = shape({ token: text, access_token: text, expires_in: integer });

/** Talks to one registry: answers its challenge once, keeps its tokens, and stops at the deadline. */
export class RegistrySession {
  private readonly tokens = new Map<string, { readonly header: string; readonly until: number }>();

  constructor(
    private readonly access: RegistryAccess,
    private readonly send: OutboundClient,
    private readonly clock: Clock,
  ) {}

  /** Asks one question before `deadline` (epoch milliseconds), tokens included. */
  async ask(question: RegistryQuestion, deadline: number): Promise<RegistryAnswer> {
    const known = this.tokens.get(question.path);
    const token = known && known.until > this.now() ? known.header : null;
    const first = await this.once(question, token, deadline);
    if (!first.ok || first.status !== 401) return first;
    const authorization = await this.authorize(question.path, first.headers['www-authenticate'], deadline);
    if (typeof authorization !== 'string') return authorization;
    return this.once(question, authorization, deadline);
  }

  private async once(
    { method, path, rest, accept, maxBytes }: RegistryQuestion,
    authorization: string | null,
    deadline: number,
  ): Promise<RegistryAnswer> {
    const answer = await this.send({
      method,
      url: `${apiRootOf(this.access)}/v2/${path}/${rest}`,
      headers: { ...(accept ? { accept } : {}), ...(authorization ? { authorization } : {}) },
      timeoutMs: deadline - this.now(),
      maxBytes,
    });
    return answer.ok ? answer : { ok: false, reason: DOUBTS[answer.reason] };
  }

  private async authorize(
    path: string,
    header: string | undefined,
    deadline: number,
  ): Promise<string | Extract<RegistryAnswer, { ok: false }>> {
    const challenge = readChallenge(header);
    const basic = basicCredentials(this.access);
    if (challenge?.scheme === 'basic') return basic ?? { ok: false, reason: 'denied' };
    if (challenge === null || !URL.canParse(challenge.realm)) return { ok: false, reason: 'not_understood' };
    const address = new URL(challenge.realm);
    // A password must not travel in the open because a registry says so.
    if (address.protocol !== 'https:' && !this.access.insecure)
      return { ok: false, reason: 'address_refused' };
    if (challenge.service !== null) address.searchParams.set('service', challenge.service);
    // Never more than reading this one repository, whatever the challenge asks for.
    address.searchParams.set('scope', `repository:${path}:pull`);
    const answer = await this.send({
      url: address.href,
      headers: basic ? { authorization: basic } : {},
      timeoutMs: deadline - this.now(),
      maxBytes: MOST_TOKEN_BYTES,
    });
    if (!answer.ok) return { ok: false, reason: DOUBTS[answer.reason] };
    if (answer.status !== 200) return { ok: false, reason: refusalOf(answer.status) };
    return this.keep(path, answer.body);
  }

  private keep(path: string, body: Buffer): string | Extract<RegistryAnswer, { ok: false }> {
    const read = readDocument(body, tokenSchema);
    const token = read.ok ? (read.value.token ?? read.value.access_token) : undefined;
    if (token === undefined) return { ok: false, reason: 'not_understood' };
    const seconds = Math.min(read.ok ? (read.value.expires_in ?? DEFAULT_LIFE_S) : 0, LONGEST_LIFE_S);
    const header = `Bearer ${token}`;
    if (this.tokens.size >= MOST_TOKENS) this.tokens.clear();
    this.tokens.set(path, { header, until: this.now() + seconds * 1_000 - SPARE_MS });
    return header;
  }

  private now(): number {
    return this.clock().getTime();
  }
}

/** What a status that is no answer to the question says. */
export function refusalOf(status: number): RegistryDoubt {
  if (status === 401 || status === 403) return 'denied';
  if (status === 429) return 'rate_limited';
  return status >= 500 ? 'registry_error' : 'not_understood';
}
