import { parseImageReference } from '#domain';

/** The canonical form in which incidents are found, or the text as written where it is no reference. */
export function canonicalImage(text: string): string {
  const parsed = parseImageReference(text);
  return parsed.ok ? parsed.reference.canonical : text;
}
