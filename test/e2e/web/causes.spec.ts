import { describe, expect, it } from 'vitest';
import { CAUSES, LEVELS } from '#domain';
import { CAUSE_VIEWS, causeView } from '../../../apps/web/src/parts/verdict/causes.js';
import { LEVEL_VIEWS } from '../../../apps/web/src/parts/verdict/levels.js';

describe('the words of the page', () => {
  it('know every cause and every level, and no others', () => {
    expect(CAUSE_VIEWS.map(({ code }) => code).sort()).toEqual([...CAUSES].sort());
    expect(Object.keys(LEVEL_VIEWS)).toEqual([...LEVELS]);
  });

  it('are different for different causes', () => {
    expect(new Set(CAUSE_VIEWS.map(({ label }) => label)).size).toBe(CAUSES.length);
  });

  it('show a cause from a newer server in its own words', () => {
    expect(causeView('quota_spent')).toEqual({
      code: 'quota_spent',
      label: 'Quota spent',
      breaksAt: null,
      waits: false,
    });
  });
});
