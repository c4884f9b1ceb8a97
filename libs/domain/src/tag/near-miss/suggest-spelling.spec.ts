import { expect, it } from 'vitest';
import { suggestSpelling } from './suggest-spelling.js';

it('orders by distance and then by text, within the limit', () => {
  const tags = ['1.8.2', '1.8.3', '1.8.44', '1.9.3', '2.0.0', '1.8.4', '1.8.2'];
  expect(suggestSpelling('1.8.4', tags, 3)).toEqual([
    { tag: '1.8.2', distance: 1 },
    { tag: '1.8.3', distance: 1 },
    { tag: '1.8.44', distance: 1 },
  ]);
});

it('counts swapped neighbours as one slip', () => {
  expect(suggestSpelling('satble', ['stable'], 5)).toEqual([{ tag: 'stable', distance: 1 }]);
});

it.each([
  ['commits', '7f3a6ce', ['7f3a6cf']],
  ['a commit among names', 'defaced', ['7f3a6ce']],
  ['signatures', `sha256-${'0'.repeat(64)}`, [`sha256-${'1'.repeat(64)}.sig`]],
  ['short names that share little', 'qa', ['v1']],
  ['distant names', 'staging', ['production']],
])('suggests nothing for %s', (_what, requested, tags) => {
  expect(suggestSpelling(requested, tags, 5)).toEqual([]);
});
