import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAbsolute, formatAge, formatClock, formatDuration } from './format-time.js';

const NOW = Date.parse('2026-11-22T12:00:00.000Z');

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [-5000, '0 s'],
    [999, '0 s'],
    [12_000, '12 s'],
    [252_000, '4 min 12 s'],
    [240_000, '4 min'],
    [11_100_000, '3 h 5 min'],
    [187_200_000, '2 d 4 h'],
  ])('says %i ms as %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });

  it('never says more than two units', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), (milliseconds) => {
        expect(formatDuration(milliseconds)).toMatch(/^\d+ (d|h|min|s)( \d+ (h|min|s))?$/);
      }),
    );
  });
});

describe('formatAge', () => {
  it.each([
    ['2026-11-22T11:48:00.000Z', '12 min'],
    ['2026-11-22T11:59:57.500Z', '2 s'],
    ['2026-11-19T12:00:00.000Z', '3 d'],
    ['2026-11-22T12:00:04.000Z', 'now'],
    ['not a time', 'not a time'],
  ])('says %s as %s', (at, text) => {
    expect(formatAge(at, NOW)).toBe(text);
  });
});

describe('formatClock', () => {
  it.each([
    ['2026-11-22T11:48:02.000Z', '11:48:02'],
    ['2026-11-21T23:48:02.000Z', '21 Nov 23:48'],
    ['2025-11-22T11:48:02.000Z', '22 Nov 2025 11:48'],
    ['not a time', 'not a time'],
  ])('says %s as %s', (at, text) => {
    expect(formatClock(at, NOW, 'UTC')).toBe(text);
  });

  it('decides by the day of the reader', () => {
    expect(formatClock('2026-11-21T23:48:02.000Z', NOW, 'Europe/Berlin')).toBe('00:48:02');
  });
});

describe('formatAbsolute', () => {
  it('names day, seconds and zone', () => {
    expect(formatAbsolute('2026-11-22T11:48:02.000Z', 'UTC')).toBe('Sun, 22 Nov 2026, 11:48:02 UTC');
    expect(formatAbsolute('not a time')).toBe('not a time');
  });
});
