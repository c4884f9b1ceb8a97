import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Incident } from '../../api/types.js';
import { type Row, steadyRows } from './steady-rows.js';

/** Only the id decides where a row is; `pods` shows which answer a row is from. */
const incident = (id: string, pods = 1) => ({ id, scope: { pods } }) as Incident;
const list = (ids: string, pods = 1) => [...ids].map((id) => incident(id, pods));
const shown = (ids: string): Row[] => list(ids).map((one) => ({ incident: one, gone: false }));
const text = (rows: readonly Row[]) =>
  rows.map(({ incident: { id }, gone }) => (gone ? `(${id})` : id)).join('');

describe('steadyRows', () => {
  it('is the answer while nobody reads', () => {
    const { rows, waiting } = steadyRows(shown('abc'), list('xbc'), false);
    expect([text(rows), waiting]).toEqual(['xbc', 0]);
  });

  it('is the answer when there was no list, whoever reads', () => {
    expect(text(steadyRows([], list('ab'), true).rows)).toBe('ab');
  });

  it('lets new ones above wait', () => {
    const { rows, waiting } = steadyRows(shown('abc'), list('xyabc'), true);
    expect([text(rows), waiting]).toEqual(['abc', 2]);
  });

  it('keeps the place of one that left', () => {
    expect(text(steadyRows(shown('abc'), list('ac'), true).rows)).toBe('a(b)c');
    expect(text(steadyRows(shown('abc'), list(''), true).rows)).toBe('(a)(b)(c)');
  });

  it('adds what was asked for at the end', () => {
    const { rows, waiting } = steadyRows(shown('ab'), list('xabcd'), true);
    expect([text(rows), waiting]).toEqual(['abcd', 1]);
  });

  it('renews rows in place', () => {
    const { rows } = steadyRows(shown('ab'), list('ab', 7), true);
    expect(rows.map((row) => row.incident.scope.pods)).toEqual([7, 7]);
  });

  it('shows one incident once although two pages have it', () => {
    expect(text(steadyRows([], list('abba'), false).rows)).toBe('ab');
  });

  it('never moves, drops or doubles a row under a reader', () => {
    const ids = fc.uniqueArray(fc.constantFrom(...'abcdefghij')).map((all) => all.join(''));
    fc.assert(
      fc.property(ids, ids, (before, latest) => {
        const { rows } = steadyRows(shown(before), list(latest), true);
        const after = rows.map(({ incident: { id } }) => id);
        expect(after.join('').startsWith(before)).toBe(true);
        expect(new Set(after).size).toBe(after.length);
      }),
    );
  });
});
