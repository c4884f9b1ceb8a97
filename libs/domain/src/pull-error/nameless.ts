import type { PhraseIndex } from './phrase-index.js';
import type { PhraseHits, PhraseScanner } from './phrase-scanner.js';

/** Where in the text a tag stands: from its first character to behind its last. */
interface Region {
  readonly from: number;
  readonly to: number;
}

/** Words beside which a tag stands between blanks or brackets, and how to find it from their ends. */
const PLACES: readonly {
  readonly words: string;
  readonly find: (text: string, start: number, end: number) => Region;
}[] = [
  // containers/image: `reading manifest <tag> in <repository>`
  {
    words: 'reading manifest',
    find: (text, _, end) => ({ from: end + 1, to: text.indexOf(' in ', end + 1) }),
  },
  // containerd 1.4 to 1.7: `failed with status code [manifests <tag>]: 401 Unauthorized`
  { words: '[manifests', find: (text, _, end) => ({ from: end + 1, to: text.indexOf(']', end + 1) }) },
  // Quay: `Tag <tag> was deleted or has expired`
  {
    words: 'was deleted or has expired',
    find: (text, start) => ({ from: text.lastIndexOf(' ', start - 2) + 1, to: start - 1 }),
  },
];

/** A tag has at most 128 characters (OCI distribution specification, "Pulling manifests"). */
const LONGEST_TAG = 128;

/** More such places than this are in no message; each costs a copy of the text. */
const MOST_PLACES = 16;

/** Blanks out bare tags that could pass for words; `null` where there are none. Keeps the length. */
export type TagBlanker = (text: string, hits: PhraseHits, scanner: PhraseScanner) => string | null;

/** A tag called `unknown` is not the registry's answer: finds such tags and takes them out of the text. */
export function createTagBlanker(index: PhraseIndex): TagBlanker {
  const ids = PLACES.map(({ words }) => index.id(words));
  const bit = index.group(ids);
  return (text, hits, scanner) => {
    if ((hits.groups & bit) === 0) return null;
    let nameless = text;
    let left = MOST_PLACES;
    for (let i = 0; i < hits.trailLength && left > 0; i += 2) {
      const id = hits.trail[i] ?? 0;
      const start = hits.trail[i + 1] ?? 0;
      const place = PLACES[ids.indexOf(id)];
      if (place === undefined) continue;
      left -= 1;
      const { from, to } = place.find(text, start, start + scanner.length(id));
      if (to <= from || to - from > LONGEST_TAG) continue;
      nameless = nameless.slice(0, from) + '-'.repeat(to - from) + nameless.slice(to);
    }
    return nameless === text ? null : nameless;
  };
}
