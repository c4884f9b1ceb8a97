import { describeCharacter } from './describe-character.js';
import { fault } from './fault.js';
import type { ReferenceError } from './types.js';

/** Length limit of a tag (OCI distribution specification, "Pulling manifests"). */
const TAG_LENGTH_MAX = 128;

/** Checks a tag, `[A-Za-z0-9_][A-Za-z0-9._-]{0,127}`; `offset` is where it starts, one after its `:`. */
export function checkTag(tag: string, offset: number): ReferenceError | null {
  if (tag === '') {
    return fault('bad_separator', offset - 1, "Nothing follows ':'; write a tag after it or remove it.");
  }
  const wrong = tag.search(/[^A-Za-z0-9._-]/);
  if (wrong >= 0) return wrongCharacter(tag, wrong, offset);
  if (/^[.-]/.test(tag)) {
    const message = `A tag starts with a letter, a digit or '_', not with ${describeCharacter(tag, 0)}.`;
    return fault('bad_tag', offset, message);
  }
  if (tag.length > TAG_LENGTH_MAX) {
    const message = `The tag has ${tag.length} characters; ${TAG_LENGTH_MAX} are the limit.`;
    return fault('bad_tag', offset + TAG_LENGTH_MAX, message);
  }
  return null;
}

function wrongCharacter(tag: string, wrong: number, offset: number): ReferenceError {
  const position = offset + wrong;
  if (tag[wrong] === ':') {
    const message =
      wrong === 0
        ? "There are two ':' in a row; one is enough."
        : "A tag cannot contain ':'; write one tag only.";
    return fault('bad_separator', position, message);
  }
  const instead = /^\d\.?\d*e\+\d+$/i.test(tag)
    ? 'it is a number in scientific notation: quote the tag in the manifest'
    : "use letters, digits, '.', '_' or '-' in its place";
  return fault('bad_tag', position, `${describeCharacter(tag, wrong)} cannot stand in a tag; ${instead}.`);
}
