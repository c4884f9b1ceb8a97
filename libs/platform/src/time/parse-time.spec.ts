import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTime } from './parse-time.js';

const iso = (value: unknown, offset?: number) => parseTime(value, offset)?.instant.toISOString() ?? null;

describe('parseTime', () => {
  it.each([
    ['2026-03-01T10:04:05Z', '2026-03-01T10:04:05.000Z'],
    ['2026-03-01T10:04:05.123456789+01:00', '2026-03-01T09:04:05.123Z'],
    ['2026-03-01T10:04:05.9999Z', '2026-03-01T10:04:05.999Z'],
    ['2026-03-01 10:04:05 UTC', '2026-03-01T10:04:05.000Z'],
    ['2026-03-01 10:04:05 +0200', '2026-03-01T08:04:05.000Z'],
    ['2026-03-01T10:04:05.2+0000', '2026-03-01T10:04:05.200Z'],
    ['20260301T100405-0330', '2026-03-01T13:34:05.000Z'],
    ['2026-03-01T10:04Z', '2026-03-01T10:04:00.000Z'],
    ['2026-03-01T10:04:05+02', '2026-03-01T08:04:05.000Z'],
    [1_772_359_445, '2026-03-01T10:04:05.000Z'],
    ['1772359445', '2026-03-01T10:04:05.000Z'],
    [1_772_359_445_123, '2026-03-01T10:04:05.123Z'],
    [1_772_359_445_123_456, '2026-03-01T10:04:05.123Z'],
    [1.417566161e9, '2014-12-03T00:22:41.000Z'],
    ['1.417566161e+09', '2014-12-03T00:22:41.000Z'],
  ])('reads %s', (value, expected) => {
    expect(iso(value)).toBe(expected);
  });

  it.each([
    0,
    '0',
    -1,
    '0001-01-01T00:00:00Z',
    '',
    'yesterday',
    '2026-13-01T00:00:00Z',
    '2026-01-01',
    null,
    {},
    NaN,
    1e300,
  ])('takes %s for unset', (value) => {
    expect(parseTime(value)).toBeNull();
  });

  it('says when the text names no zone, and takes the default', () => {
    expect(parseTime('2026-03-01 10:04:05', 480)).toEqual({
      instant: new Date('2026-03-01T02:04:05Z'),
      zoned: false,
    });
    expect(parseTime('2026-03-01 10:04:05Z', 480)).toEqual({
      instant: new Date('2026-03-01T10:04:05Z'),
      zoned: true,
    });
  });

  it('reads back every instant it prints, whatever the zone', () => {
    const instants = fc.date({
      min: new Date('1990-01-01'),
      max: new Date('2200-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, fc.integer({ min: -14 * 60, max: 14 * 60 }), (instant, offset) => {
        const local = new Date(instant.getTime() + offset * 60_000).toISOString().slice(0, -1);
        const sign = offset < 0 ? '-' : '+';
        const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60].map((n) =>
          `${n}`.padStart(2, '0'),
        );
        expect(iso(`${local}${sign}${hours}:${minutes}`)).toBe(instant.toISOString());
        expect(iso(local, offset)).toBe(instant.toISOString());
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.anything(), (value) => parseTime(value) === null || iso(value) !== null));
  });
});
