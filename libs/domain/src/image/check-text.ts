import { describeCharacter } from './describe-character.js';
import { fault } from './fault.js';
import type { ReferenceError } from './types.js';

const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//;
const WHITESPACE = /\s/;
/** Everything that has a meaning in some part of a reference. */
const FOREIGN = /[^A-Za-z0-9._:@/[\]+-]/;
/** What Docker refuses as a name because it is the form of an image id (distribution/reference, `identifier`). */
const IDENTIFIER = /^[a-f0-9]{64}$/;

/** Faults that can be told from the text as a whole, before it is taken apart. */
export function checkText(text: string): ReferenceError | null {
  if (text === '') return fault('empty', 0, 'The image reference is empty; it needs at least a name.');
  const scheme = SCHEME.exec(text);
  if (scheme) {
    const message = `An image reference has no scheme: remove '${scheme[0]}'.`;
    return fault('scheme', 0, message);
  }
  const foreign = text.search(FOREIGN);
  if (foreign >= 0) return foreignFault(text, foreign);
  if (IDENTIFIER.test(text)) {
    const message =
      'Sixty-four hexadecimal digits are an image id, not a name; write name@sha256:<digits> for a digest.';
    return fault('identifier', 0, message);
  }
  return null;
}

function foreignFault(text: string, position: number): ReferenceError {
  const what = describeCharacter(text, position);
  if (WHITESPACE.test(text[position] ?? '')) {
    const where = text.slice(position).trim() === '' ? ' at the end' : position === 0 ? ' at the start' : '';
    return fault('whitespace', position, `There is ${what}${where}; an image reference has none: remove it.`);
  }
  return fault('bad_character', position, `There is ${what}; ${adviceFor(text, position)}.`);
}

/** What to do about it, for the mistakes that are made most. */
function adviceFor(text: string, position: number): string {
  const character = text[position] ?? '';
  if (/["'`\u2018-\u201d]/.test(character))
    return 'quotes belong to the manifest, not to the reference: remove it';
  if (/[\u2010-\u2015\u2212]/.test(character)) return "it only looks like '-': type a plain hyphen";
  if (/[${}<>]/.test(character)) return 'a placeholder was not filled in: put the value in its place';
  if (text.startsWith('%!', position)) return 'a template printed a value of the wrong type: quote the value';
  return "only letters, digits and '.', '_', '-', '/', ':', '@' can stand in an image reference";
}
