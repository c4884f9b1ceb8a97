import { COMMIT_PREFIX_MIN } from '../hex.js';
import { renderedNumber, yamlNumbers } from '../yaml-number.js';
import { fold } from './fold.js';
import { readShape } from './tag-shape.js';

/** Where GitLab's and github-slug-action's slugs are cut. */
const SLUG_LENGTH = 63;

/**
 * Index keys of a tag: two tags that `nearMiss` relates, under any context, share at least one. At most
 * seven, mostly two or three, lower case. Sharing a key means "worth comparing", not "related".
 *
 * `s:` the folded text, of the whole tag and of its first 63 characters; `c:` seven digits of the
 * commit; `v:` the version or counter; `n:` the number that YAML reads.
 */
export function nearKeys(tag: string): readonly string[] {
  const { commit, version, body } = readShape(tag);
  const keys = new Set([`s:${fold(tag)}`]);
  if (tag.length > SLUG_LENGTH) keys.add(`s:${fold(tag.slice(0, SLUG_LENGTH))}`);
  if (commit) keys.add(`c:${commit.hex.slice(0, COMMIT_PREFIX_MIN)}`);
  if (version) keys.add(`v:${version.core}`);
  if (!commit && !version) keys.add(`s:${fold(body)}`);
  const rendered = renderedNumber(tag);
  for (const value of rendered === null ? yamlNumbers(tag) : [rendered, ...yamlNumbers(tag)]) {
    keys.add(`n:${value}`);
  }
  return [...keys];
}
