import { describe, expect, it } from 'vitest';
import { reasonOfChange } from './reason-of-change.js';
import type { Diagnosis, EvidenceItem } from './verdict.js';

const item = (id: string, at: string | null): EvidenceItem => ({
  id,
  kind: 'push',
  at,
  text: `text of ${id}`,
  url: null,
});

const diagnosis = (change: Partial<Diagnosis>): Diagnosis => ({
  cause: 'unknown',
  level: 'unknown',
  summary: '',
  commit: null,
  commits: [],
  build: null,
  push: null,
  rule: null,
  fixes: [],
  evidence: [],
  counterEvidence: [],
  lookedFor: [],
  coverage: [],
  alternatives: [],
  ...change,
});

describe('reasonOfChange', () => {
  const before = diagnosis({ evidence: [item('a', '2026-03-02T12:00:00.000Z')] });

  it('is the first look where there was none', () => {
    expect(reasonOfChange(null, before)).toBe('first look at the evidence');
  });

  it('names the newest evidence that was not there, and how much more there is', () => {
    const evidence = [...before.evidence, item('b', '2026-03-02T12:05:00.000Z'), item('c', null)];
    expect(reasonOfChange(before, diagnosis({ evidence }))).toBe('new evidence: text of b (and 1 more)');
    const counterEvidence = [item('d', null)];
    expect(reasonOfChange(before, { ...before, counterEvidence })).toBe('new evidence: text of d');
  });

  it('names what no longer carries', () => {
    expect(reasonOfChange(before, diagnosis({}))).toBe('no longer the best explanation: text of a');
  });

  it('names what else changed, the cause first', () => {
    expect(reasonOfChange(before, { ...before, level: 'likely', cause: 'tag_unknown' })).toContain(
      'another cause',
    );
    expect(reasonOfChange(before, { ...before, level: 'likely' })).toContain('better or worse');
    expect(reasonOfChange(before, { ...before, summary: 'other' })).toContain('other words');
  });
});
