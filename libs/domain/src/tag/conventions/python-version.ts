import type { TagConvention } from '../convention.js';
import { bothSpellings, gitTagWriter, withoutV } from './version-text.js';

const PRERELEASE = /^[vV]?(\d{1,9}(?:\.\d{1,9}){0,3})(a|b|rc)(\d{1,9})$/;
/** What packaging normalises to `a`, `b` and `rc` (PEP 440, "Pre-release spelling"). */
const SPELLINGS: ReadonlyMap<string, readonly string[]> = new Map([
  ['a', ['a', 'alpha']],
  ['b', ['b', 'beta']],
  ['rc', ['rc', 'c']],
]);

export const pep440: TagConvention = {
  id: 'pep440',
  family: 'version',
  title: 'a Python version, whose pre-release spelling was normalised',
  source: 'PEP 440, normalisation; docker/metadata-action `type=pep440`',
  writers: [
    gitTagWriter(
      'metadata_pep440',
      'docker/metadata-action',
      '`type=pep440,pattern={{version}}`',
      (gitTag) => {
        const match = /^v?(\d+(?:\.\d+)*)[-._]?(a|alpha|b|beta|rc|c)[-._]?(\d+)$/.exec(gitTag);
        const [, release, word = '', number] = match ?? [];
        const letter = [...SPELLINGS].find(([, words]) => words.includes(word))?.[0];
        return letter ? `${release}${letter}${Number(number)}` : null;
      },
    ),
  ],
  derive: ({ text }) => {
    const [, release, letter = '', number] = PRERELEASE.exec(text) ?? [];
    return (SPELLINGS.get(letter) ?? [])
      .flatMap((word) => [
        `${release}${word}${number}`,
        `${release}-${word}${number}`,
        `${release}-${word}.${number}`,
      ])
      .flatMap((spelling) =>
        spelling === withoutV(text) ? bothSpellings(spelling, 0.9, 0.9) : bothSpellings(spelling, 0.8, 0.75),
      );
  },
};
