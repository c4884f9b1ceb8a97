import { describe, expect, it } from 'vitest';
import {
  clippedName,
  storableJson,
  storableKey,
  storableName,
  storableNumber,
  storableText,
  storableTime,
} from './storable.js';

describe('texts that PostgreSQL keeps', () => {
  it('replaces U+0000 and halves of surrogate pairs, and nothing else', () => {
    expect(storableText('a\0b')).toBe('a\ufffdb');
    expect(storableText('a\ud83db')).toBe('a\ufffdb');
    expect(storableText('\ude00')).toBe('\ufffd');
    expect(storableText('pull failed 😀 ü')).toBe('pull failed 😀 ü');
  });

  it('does so anywhere in JSON', () => {
    expect(JSON.parse(storableJson({ a: ['\0', { b: '\ud800' }], n: 1 }))).toEqual({
      a: ['\ufffd', { b: '\ufffd' }],
      n: 1,
    });
  });
});

describe('names that can be looked up', () => {
  it('are at most 255 characters long', () => {
    expect(storableName('x'.repeat(255))).toBe('x'.repeat(255));
    expect(storableName('x'.repeat(256))).toBeNull();
    expect(storableName('')).toBeNull();
    expect(storableName(undefined)).toBeNull();
    expect(clippedName('x'.repeat(300))).toHaveLength(255);
  });

  it('are kept apart by a hash where they must not be dropped', () => {
    expect(storableKey('abc')).toBe('abc');
    expect(storableKey('x'.repeat(300))).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(storableKey('x'.repeat(300))).not.toBe(storableKey('x'.repeat(301)));
  });

  it('are whole numbers', () => {
    expect(storableNumber(812)).toBe(812);
    expect(storableNumber(1.5)).toBeNull();
    expect(storableNumber(2 ** 60)).toBeNull();
    expect(storableNumber(null)).toBeNull();
  });
});

it('keeps times within the years that RFC 3339 can write', () => {
  expect(storableTime('2026-05-04T10:00:00+02:00')).toBe('2026-05-04T08:00:00.000Z');
  expect(storableTime('+275760-09-13T00:00:00.000Z')).toBe('9999-12-31T23:59:59.999Z');
  expect(storableTime('-000001-01-01T00:00:00.000Z')).toBe('0001-01-01T00:00:00.000Z');
  expect(storableTime('yesterday')).toBe('0001-01-01T00:00:00.000Z');
});
