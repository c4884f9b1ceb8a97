/** Fields that carry credentials, wherever in the logged object they stand (one and two levels deep). */
const SECRET_FIELDS = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'secrets',
  'token',
  'webhookUrl',
  'privateKey',
  '["x-hub-signature"]',
  '["x-hub-signature-256"]',
  '["x-gitlab-token"]',
  '["set-cookie"]',
];

const under = (parent: string, field: string) =>
  field.startsWith('[') ? parent + field : `${parent}.${field}`;

/** Paths in pino's syntax. */
export const REDACTED_PATHS: readonly string[] = SECRET_FIELDS.flatMap((field) => [
  field,
  under('*', field),
  under('*.*', field),
]);

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  // The last segment of a hook's path is the token of a sender that cannot sign.
  [/(\/v1\/admission\/)[^\s"'?#]+/g, '$1[redacted]'],
  [/(\/v1\/hooks\/[^/\s"'?#]+\/)[^\s"'?#]+/g, '$1[redacted]'],
  [/\bpt_(ingest|read|admin)_[A-Za-z0-9_-]+/g, 'pt_$1_[redacted]'],
  [/\b(Bearer|Basic|Token) +[A-Za-z0-9+/=._~-]{8,}/gi, '$1 [redacted]'],
  // user:password@ of a connection string.
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@/]+@/gi, '$1:[redacted]@'],
];

/** Replaces tokens and passwords inside a text that is going to be logged or shown. */
export function redactSecrets(text: string): string {
  return PATTERNS.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), text);
}
