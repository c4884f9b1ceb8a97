import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMentionable, mentionedTags } from './mentioned-tags.js';

describe('mentionedTags', () => {
  it.each([
    ['Update ghcr.io/acme/api to 1.8.4', ['1.8.4']],
    ['deploy: api `v1.8.4` -> "v1.8.5".', ['v1.8.4', 'v1.8.5']],
    ['chore(prod): image=ghcr.io/acme/api:sha-7f3a6ce', ['sha-7f3a6ce']],
    ["build: automatic update of api\n\nupdates image acme/api tag '1.0.1' to '1.0.2'", ['1.0.1', '1.0.2']],
    ['Add retries (#42)', []],
    ['Use latest', []],
  ])('of %j are %j', (message, tags) => {
    expect(mentionedTags(message)).toEqual(tags);
  });

  it('are few, telling and distinct, whatever the message', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 2000 }), (message) => {
        const tags = mentionedTags(message);
        expect(tags.length).toBeLessThanOrEqual(16);
        expect(new Set(tags).size).toBe(tags.length);
        expect(tags.every(isMentionable)).toBe(true);
      }),
    );
  });
});
