import { lenient, readJson } from '#platform';

const Secret = lenient.shape({ data: lenient.textMap });

/** Where the two types of pull secrets keep their credentials; the older one has no `auths` around them. */
const FIELDS = ['.dockerconfigjson', '.dockercfg'];

/**
 * The registry keys of a pull secret (`https://index.docker.io/v1/`, `ghcr.io`), and nothing else: user
 * names, passwords and tokens are dropped with the text that they stand in. `null` when the object is
 * no secret; without any key when it holds no credentials.
 */
export function dockerConfigHosts(value: unknown): readonly string[] | null {
  const data = lenient.read(Secret, value)?.data;
  if (!data) return null;
  const keys = FIELDS.flatMap((field) => keysIn(data.get(field)));
  return [...new Set(keys.flatMap((key) => withoutUser(key) ?? []))].sort();
}

function keysIn(encoded: string | undefined): readonly string[] {
  if (encoded === undefined) return [];
  const parsed = readJson(Buffer.from(encoded, 'base64'));
  if (!parsed.ok || !isRecord(parsed.value)) return [];
  const { auths } = parsed.value;
  return Object.keys(isRecord(auths) ? auths : parsed.value);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A key may be written as an address with a user in it, and need not be a host at all. */
function withoutUser(key: string): string | null {
  const host = key.replace(/^([a-z]+:\/\/)?[^/]*@/, '$1');
  return /^([a-z]+:\/\/)?[A-Za-z0-9.*[\]:-]+(\/[\w./-]*)?$/.test(host) ? host.slice(0, 253) : null;
}
