import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { HYPOTHESES } from './catalog.js';
import { renderCauses } from './render-causes.js';

const DOCS = new URL('../../../../docs/causes.md', import.meta.url);

describe('the catalog of hypotheses', () => {
  it('names every hypothesis once and says what it needs', () => {
    const names = HYPOTHESES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const hypothesis of HYPOTHESES) {
      expect(hypothesis.needs).not.toBe('');
      expect(hypothesis.causes.length).toBeGreaterThan(0);
      expect(hypothesis.classes.length).toBeGreaterThan(0);
    }
  });

  it('is what docs/causes.md says (UPDATE_DOCS=1 rewrites it)', () => {
    if (process.env['UPDATE_DOCS']) writeFileSync(DOCS, renderCauses());
    expect(readFileSync(DOCS, 'utf8')).toBe(renderCauses());
  });
});
