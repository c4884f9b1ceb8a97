import { describeCharacter } from './describe-character.js';
import { fault } from './fault.js';
import type { ReferenceError } from './types.js';

/** `RepositoryNameTotalLengthMax` of distribution/reference; it counts the path, not the host. */
const PATH_LENGTH_MAX = 255;
const SEPARATOR = /^(?:\.|__?|-+)$/;
const FOREIGN = /[^a-z0-9._-]/;

/**
 * Checks the path of a repository: components of lower-case letters and digits, which `.`, `_`, `__`
 * or any number of `-` may separate, joined by `/`. `offset` is where `path` starts in the whole text.
 * Of a path that is too long, only the components within the limit are looked at.
 */
export function checkPath(path: string, offset: number): ReferenceError | null {
  const isTooLong = path.length > PATH_LENGTH_MAX;
  const whole = isTooLong ? path.slice(0, PATH_LENGTH_MAX).split('/').slice(0, -1) : path.split('/');
  let start = 0;
  for (const component of whole) {
    const found = checkComponent(component, offset + start);
    if (found) return found;
    start += component.length + 1;
  }
  if (isTooLong) {
    const message = `The repository name has ${path.length} characters; ${PATH_LENGTH_MAX} are the limit.`;
    return fault('too_long', offset + PATH_LENGTH_MAX, message);
  }
  return null;
}

function checkComponent(component: string, offset: number): ReferenceError | null {
  if (component === '') return fault('bad_separator', offset, "A name must stand before and after each '/'.");
  const upper = component.search(/[A-Z]/);
  const foreign = component.search(FOREIGN);
  if (upper >= 0 && upper === foreign) {
    const lower = component.toLowerCase();
    const message = `Repository names are lower case: ${describeCharacter(component, upper)} is not; write '${lower}'.`;
    return fault('uppercase', offset + upper, message);
  }
  if (foreign >= 0) {
    const message = `${describeCharacter(component, foreign)} cannot stand in a repository name; use lower-case letters, digits, '.', '_' or '-'.`;
    return fault('bad_character', offset + foreign, message);
  }
  return checkSeparators(component, offset);
}

function checkSeparators(component: string, offset: number): ReferenceError | null {
  for (const run of component.matchAll(/[._-]+/g)) {
    const atEdge = run.index === 0 || run.index + run[0].length === component.length;
    if (!atEdge && SEPARATOR.test(run[0])) continue;
    const message = atEdge
      ? `'${component}' must start and end with a letter or a digit, not with '${run[0]}'.`
      : `'${run[0]}' in '${component}' is not a separator; use one '.', one or two '_', or hyphens.`;
    return fault('bad_separator', offset + run.index, message);
  }
  return null;
}
