import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibleText } from './visible-text.js';

describe('visibleText', () => {
  it('shows bidirectional controls as their code point', () => {
    expect(visibleText('api\u202egnp.exe')).toBe('api\\u202egnp.exe');
    expect(visibleText('\u2066x\u2069\u061c')).toBe('\\u2066x\\u2069\\u061c');
  });

  it('shows terminal escapes, zero width characters and tag characters', () => {
    expect(visibleText('\u001b[2Jrm\u200b\u{e0041}')).toBe('\\u001b[2Jrm\\u200b\\u{e0041}');
  });

  it('keeps lines, tabs and letters of every script', () => {
    const text = 'שלום 🚀 naïve\n\tтег';
    expect(visibleText(text)).toBe(text);
    expect(visibleText('a\r\nb')).toBe('a\nb');
  });

  it('keeps the joiner inside an emoji and shows it elsewhere', () => {
    expect(visibleText('👩‍💻 👩🏽‍🚒')).toBe('👩‍💻 👩🏽‍🚒');
    expect(visibleText('a\u200db')).toBe('a\\u200db');
  });

  it('leaves nothing hidden behind, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visibleText(visibleText(text))).toBe(visibleText(text));
        expect(visibleText(text)).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\u200c\u200e\u200f\u001b]/);
      }),
    );
  });
});
