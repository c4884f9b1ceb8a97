import { parseImageReference, parseImageRepository } from './reference.js';
import type { ImageReference } from './types.js';

/**
 * The reference a workload asks for, also where it is none: a tag that YAML turned into a number
 * (`api:8.202758e+06`) is still a wish for something, and its parts are needed to tell for what.
 */
export function wantedReference(text: string): ImageReference {
  const parsed = parseImageReference(text);
  if (parsed.ok) return parsed.reference;
  const colon = text.lastIndexOf(':');
  const hasTag = colon > text.lastIndexOf('/');
  const name = hasTag ? text.slice(0, colon) : text;
  const repository = parseImageRepository(name);
  return {
    registry: repository?.registry ?? '',
    path: repository?.path ?? name,
    repository: repository?.repository ?? name,
    tag: hasTag ? text.slice(colon + 1) : null,
    digest: null,
    canonical: text,
  };
}
