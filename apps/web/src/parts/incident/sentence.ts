import type { Incident } from '../../api/types.js';

/** The verdict's sentence, or what is known in the moments before there is one. */
export function sentenceOf({ verdict, image }: Incident): string {
  return verdict?.summary ?? `${image.reference} does not pull; the verdict is being decided.`;
}
