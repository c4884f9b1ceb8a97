import { describeCharacter } from './describe-character.js';
import { fault } from './fault.js';
import type { ReferenceError } from './types.js';

/** Hexadecimal digits per algorithm that registries and nodes verify (opencontainers/go-digest). */
const DIGITS: ReadonlyMap<string, number> = new Map([
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
]);

/** Checks `algorithm:hex`; `offset` is where the digest starts, one after its `@`. */
export function checkDigest(digest: string, offset: number): ReferenceError | null {
  const colon = digest.indexOf(':');
  if (colon <= 0) {
    const message = "After '@' comes a digest: an algorithm, ':' and hexadecimal digits, like sha256:….";
    return fault('bad_digest', offset, message);
  }
  const algorithm = digest.slice(0, colon);
  const wanted = DIGITS.get(algorithm);
  if (wanted === undefined) {
    const message = `'${algorithm}' is not a digest algorithm in use; write sha256 or sha512.`;
    return fault('bad_digest', offset, message);
  }
  const hex = digest.slice(colon + 1);
  const wrong = hex.search(/[^a-f0-9]/);
  if (wrong >= 0) {
    const message = `${describeCharacter(hex, wrong)} is not a lower-case hexadecimal digit.`;
    return fault('bad_digest', offset + colon + 1 + wrong, message);
  }
  if (hex.length !== wanted) {
    const message = `A ${algorithm} digest has ${wanted} hexadecimal digits, this one has ${hex.length}.`;
    return fault('bad_digest', offset + colon + 1 + Math.min(hex.length, wanted), message);
  }
  return null;
}
