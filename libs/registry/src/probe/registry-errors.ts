import { lenient, readDocument } from '#platform';

const { list, shape, text } = lenient;

/** OCI distribution specification, "Error Codes". */
const errorSchema = shape({ errors: list(shape({ code: text })) });

/** A name that the registry does not know; Harbor says `NOT_FOUND` for both kinds, Quay has a code of its own for expired tags. */
const NO_MANIFEST: ReadonlySet<string> = new Set(['MANIFEST_UNKNOWN', 'NOT_FOUND', 'TAG_EXPIRED']);
const NO_REPOSITORY: ReadonlySet<string> = new Set(['NAME_UNKNOWN', 'PROJECTNOTFOUND']);

/** What the body of a 404 says is missing; `null` when a registry did not write it, but a proxy before it. */
export function readAbsence(body: Buffer): 'manifest' | 'repository' | null {
  const read = readDocument(body, errorSchema);
  const codes = read.ok ? read.value.errors.map(({ code }) => (code ?? '').toUpperCase()) : [];
  if (codes.some((code) => NO_REPOSITORY.has(code))) return 'repository';
  return codes.some((code) => NO_MANIFEST.has(code)) ? 'manifest' : null;
}
