/**
 * Why nothing came back.
 * - `bad_address`: no http or https address, or one with credentials in it.
 * - `private_address`: it is, or resolves to, an address that may not be connected to.
 * - `name_not_found`: the host has no address.
 * - `unreachable`: nobody answers, or the connection broke.
 * - `untrusted`: the server's certificate is not trusted.
 * - `timeout`: the exchange was not over in time.
 * - `too_large`: the body has more bytes than asked for.
 * - `encoded`: the body is compressed though that was not asked for; it is never unpacked.
 * - `redirected`: to another host, to another scheme or too often.
 * - `unsendable`: a header holds what HTTP cannot carry, such as a line break in a token.
 */
export type OutboundFailure =
  | 'bad_address'
  | 'private_address'
  | 'name_not_found'
  | 'unreachable'
  | 'untrusted'
  | 'timeout'
  | 'too_large'
  | 'encoded'
  | 'redirected'
  | 'unsendable';

/** Carries a failure out of the callbacks of a socket; it never leaves the client. */
export class Refused extends Error {
  constructor(readonly reason: OutboundFailure) {
    super(reason);
  }
}

/** Node's codes for names without an address (`EAI_*` also for a resolver that is away). */
const NO_NAME = /^(ENOTFOUND|EAI_)/;
/** Node's and OpenSSL's codes for certificates that do not hold. */
const NO_TRUST = /CERT|^UNABLE_TO_|^ERR_TLS_|^HOSTNAME_MISMATCH|^INVALID_(CA|PURPOSE)/;
const NO_HEADER = /^ERR_(INVALID_CHAR|HTTP_INVALID_HEADER_VALUE|INVALID_HTTP_TOKEN|UNESCAPED_CHARACTERS)$/;

/** The reason in an error of a socket. */
export function failureOf(error: unknown): OutboundFailure {
  if (error instanceof Refused) return error.reason;
  const code = (error as { code?: string } | null)?.code ?? '';
  if (NO_NAME.test(code)) return 'name_not_found';
  if (NO_TRUST.test(code)) return 'untrusted';
  return NO_HEADER.test(code) ? 'unsendable' : 'unreachable';
}
