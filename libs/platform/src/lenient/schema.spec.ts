import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  flag,
  identifier,
  integer,
  list,
  MAX_LIST,
  MAX_TEXT,
  read,
  shape,
  text,
  textMap,
  time,
  zonedTime,
} from './schema.js';

const schema = shape({
  name: text,
  id: identifier,
  count: integer,
  on: flag,
  at: time,
  zoned: zonedTime,
  inner: shape({ name: text }),
  items: list(shape({ id: identifier })),
  labels: textMap,
});

describe('lenient schemas', () => {
  it('loses only the field that is wrong', () => {
    const payload = {
      name: 7,
      id: 12,
      count: '3',
      on: 'true',
      at: 'soon',
      inner: [],
      items: {},
      labels: null,
    };
    expect(read(schema, payload)).toEqual({
      id: '12',
      count: 3,
      on: true,
      items: [],
      labels: new Map(),
    });
  });
  it('fills in what is missing', () => {
    expect(read(schema, {})).toEqual({ items: [], labels: new Map() });
    expect(read(schema, [])).toBeUndefined();
    expect(read(schema, null)).toBeUndefined();
  });
  it('trims text, drops blank text and NUL, and cuts what is too long', () => {
    expect(read(text, ' a\u0000b\n')).toBe('ab');
    expect(read(text, ' \u0000 ')).toBeUndefined();
    expect(read(text, 'a\ud800b \u{1F600}')).toBe('a\uFFFDb \u{1F600}');
    expect(read(text, 'x'.repeat(MAX_TEXT + 5))).toHaveLength(MAX_TEXT);
  });
  it('reads ids and numbers without losing digits', () => {
    expect(read(identifier, 0)).toBe('0');
    expect(read(identifier, 1.5)).toBeUndefined();
    expect(read(identifier, 2 ** 53)).toBeUndefined();
    expect(read(integer, '1e3')).toBeUndefined();
    expect(read(flag, 'false')).toBe(false);
    expect(read(flag, 1)).toBeUndefined();
  });
  it('keeps a time without a zone only where that is wanted', () => {
    expect(read(time, '2026-03-01 10:00:00')).toBe('2026-03-01T10:00:00.000Z');
    expect(read(zonedTime, '2026-03-01 10:00:00')).toBeUndefined();
    expect(read(zonedTime, '2026-03-01 10:00:00 UTC')).toBe('2026-03-01T10:00:00.000Z');
  });
  it('drops unreadable elements and bounds the list', () => {
    expect(read(list(text), ['a', null, 3, 'b'])).toEqual(['a', 'b']);
    expect(
      read(
        list(text),
        Array.from({ length: 100_000 }, () => 'a'),
      ),
    ).toHaveLength(MAX_LIST);
  });
  it('takes a map of texts apart from any prototype', () => {
    const labels = read(textMap, JSON.parse('{"__proto__":{"a":"b"},"toString":"x","n":1}'));
    expect([...(labels ?? [])]).toEqual([['toString', 'x']]);
  });
  it('never throws and never lets an unnamed key through', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const result = read(schema, value);
        for (const key of Object.keys(result ?? {}))
          expect(['name', 'id', 'count', 'on', 'at', 'zoned', 'inner', 'items', 'labels']).toContain(key);
      }),
    );
  });
});
