import { type PhraseIndex, type PhraseTable, phraseTable } from '../phrase-index.js';
import type { PullError } from '../types.js';

type Runtime = NonNullable<PullError['runtime']>;

/** Words that only one runtime's pull code writes. */
const WORDS: readonly (readonly [string, Runtime])[] = [
  ['error response from daemon', 'docker'],
  ['failed to register layer', 'docker'],
  ['error pulling image configuration', 'docker'],
  ['failed to pull and unpack image', 'containerd'],
  ['failed to resolve reference', 'containerd'],
  ['failed to resolve image', 'containerd'],
  ['httpreadseeker: failed open', 'containerd'],
  ['httpreaderseeker: failed open', 'containerd'],
  ['failed to extract layer', 'containerd'],
  ['failed commit on ref', 'containerd'],
  ['failed to authorize', 'containerd'],
  ['failed to fetch anonymous token', 'containerd'],
  ['failed to fetch oauth token', 'containerd'],
  ['failed to do request', 'containerd'],
  ['pulling from host', 'containerd'],
  ['because of no progress', 'containerd'],
  ['no match for platform in manifest', 'containerd'],
  ['initializing source docker://', 'cri-o'],
  ['pinging container registry', 'cri-o'],
  ['pinging docker registry', 'cri-o'],
  ['reading manifest', 'cri-o'],
  ['writing blob', 'cri-o'],
  ['copying system image from manifest list', 'cri-o'],
  ['choosing image instance', 'cri-o'],
  ['source image rejected', 'cri-o'],
  ['image architecture mismatch', 'cri-o'],
  ['storing blob to file', 'cri-o'],
  ['short-name resolution enforced', 'cri-o'],
  ['short name mode is enforcing', 'cri-o'],
  ['invalid policy in', 'cri-o'],
  ['pull access denied for', 'docker'],
  ['no matching manifest for', 'docker'],
  ['manifest for', 'docker'],
];

/** Builds the table that tells a runtime by its words. */
export function runtimeWords(index: PhraseIndex): PhraseTable<Runtime> {
  return phraseTable(index, WORDS);
}
