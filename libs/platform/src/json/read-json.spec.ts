import { describe, expect, it } from 'vitest';
import { MAX_JSON_DEPTH, readJson } from './read-json.js';

const read = (text: string) => readJson(Buffer.from(text));
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('readJson', () => {
  it('reads UTF-8, with a byte order mark too', () => {
    expect(read('{"ä":["€",1]}')).toEqual({ ok: true, value: { ä: ['€', 1] } });
    expect(read('\uFEFF{}')).toEqual({ ok: true, value: {} });
  });
  it('says what is wrong', () => {
    expect(readJson(Buffer.from([0x22, 0xff, 0x22]))).toEqual({ ok: false, reason: 'not_utf8' });
    expect(read('{"a":')).toEqual({ ok: false, reason: 'not_json' });
    expect(read('')).toEqual({ ok: false, reason: 'not_json' });
  });
  it('refuses nesting beyond the limit, and counts no brackets inside strings', () => {
    expect(read(nested(MAX_JSON_DEPTH)).ok).toBe(true);
    expect(read(nested(MAX_JSON_DEPTH + 1))).toEqual({ ok: false, reason: 'too_deep' });
    expect(read(JSON.stringify(`\\"${'['.repeat(500)}`)).ok).toBe(true);
    expect(read(`"${'['.repeat(500)}`)).toEqual({ ok: false, reason: 'not_json' });
  });
  it('keeps __proto__ a plain key', () => {
    const result = read('{"__proto__":{"polluted":true}}');
    expect(Object.keys((result as { value: object }).value)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
