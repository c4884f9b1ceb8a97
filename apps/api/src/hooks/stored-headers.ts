import type { IncomingHttpHeaders } from 'node:http';

/** Credentials in any sender's headers. What an adapter knows of its own is added to these. */
const SECRET_HEADERS = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'x-api-key',
  'x-amz-firehose-access-key',
  'ocp-apim-subscription-key',
]);

/** Names that vendors give to static credentials: `x-gitlab-token`, `x-auth-token`, `x-webhook-secret`. */
const SECRET_NAME = /(^|-)(token|secret|password|apikey|api-key|auth)$/;

/**
 * Request headers as adapters read them: lower-case names, repeated ones joined with `, `. Node has
 * joined most of them already; `set-cookie` alone stays a list.
 */
export function plainHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) plain[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return plain;
}

/** The headers that may be kept: none that carries a credential. */
export function storedHeaders(
  headers: Readonly<Record<string, string>>,
  adapterSecrets: readonly string[],
): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name in headers) {
    if (SECRET_HEADERS.has(name) || SECRET_NAME.test(name) || adapterSecrets.includes(name)) continue;
    // PostgreSQL's jsonb cannot hold NUL, which HTTP does not allow in a header either.
    kept[name] = headers[name] as string;
  }
  return kept;
}
