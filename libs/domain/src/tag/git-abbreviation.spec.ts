import { expect, it } from 'vitest';
import { gitAbbreviationLength } from './git-abbreviation.js';

it.each([
  [1, 7],
  [16_383, 7],
  [16_384, 8],
  [65_535, 8],
  [65_536, 9],
  [262_143, 9],
  [1_048_575, 10],
  [4_194_303, 11],
  [16_777_215, 12],
])('a clone of %i objects abbreviates to %i digits', (objects, length) => {
  expect(gitAbbreviationLength(objects)).toBe(length);
});
