import { imageTagOf } from '#domain';
import type { TagsAnswer } from '#pipeline';
import { lenient, readDocument } from '#platform';
import type { Ask } from './manifest-question.js';
import { readAbsence } from './registry-errors.js';
import { refusalOf } from './registry-session.js';

const { list, shape, text } = lenient;
const tagsSchema = shape({ name: text, tags: list(text) });

/** What registries give at most per page unless they are configured otherwise (distribution: 1,000; Docker Hub: 100). */
const PAGE = 1_000;
/** A thousand tags of 128 characters in JSON, and room. */
const MOST_BYTES = 512 * 1024;

/** One page of a repository's tags, in the registry's order, after the tag `after`. */
export async function askTags(ask: Ask, after: string | null, hidesNothing: boolean): Promise<TagsAnswer> {
  const last = after === null ? '' : `&last=${encodeURIComponent(after)}`;
  const answer = await ask({ method: 'GET', rest: `tags/list?n=${PAGE}${last}`, maxBytes: MOST_BYTES });
  if (!answer.ok) return { state: 'unknown', reason: answer.reason };
  if (answer.status === 404 && readAbsence(answer.body) === 'repository') {
    return hidesNothing ? { state: 'repository_absent' } : { state: 'unknown', reason: 'denied' };
  }
  if (answer.status !== 200) return { state: 'unknown', reason: refusalOf(answer.status) };
  const read = readDocument(answer.body, tagsSchema);
  // `"tags": null` is how some registries say that all are deleted; a document without a name is no list.
  if (!read.ok || read.value.name === undefined) return { state: 'unknown', reason: 'not_understood' };
  const tags = read.value.tags.flatMap((tag) => imageTagOf(tag) ?? []);
  const next = nextOf(answer.headers.link);
  return { state: 'listed', tags, next: next === after ? null : next };
}

const NEXT = /<([^>]*)>\s*;[^,]*\brel="?next"?/i;

/** The last tag of this page, out of `Link: <…?last=…>; rel="next"`: only the mark is taken, never the address. */
function nextOf(link: string | undefined): string | null {
  const target = NEXT.exec((link ?? '').slice(0, MAX_LINK))?.[1];
  if (target === undefined || !URL.canParse(target, 'http://registry.invalid')) return null;
  return new URL(target, 'http://registry.invalid').searchParams.get('last');
}

const MAX_LINK = 8_192;
