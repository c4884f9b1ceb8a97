import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SLUG_RULES, slugsOf } from './slugs.js';
import { isTag } from './tag-grammar.js';

function slugs(branch: string): Record<string, string> {
  return Object.fromEntries(slugsOf(branch).map(({ rule, slug }) => [rule, slug]));
}

describe('slugsOf', () => {
  it('writes one branch in every way', () => {
    expect(slugs('Feature/#42_Fix.it')).toEqual({
      docker_metadata: 'Feature-42_Fix.it',
      gitlab_ref_slug: 'feature--42-fix-it',
      github_slug: 'feature--42_fix.it',
      github_slug_cs: 'Feature--42_Fix.it',
      github_slug_url: 'feature--42-fix-it',
      github_slug_url_cs: 'Feature--42-Fix-it',
      each_to_dash: 'Feature--42_Fix.it',
      skaffold: 'Feature__42_Fix.it',
    });
    expect(slugs('feature/x')).toMatchObject({
      slash_to_dash: 'feature-x',
      slash_to_dash_lower: 'feature-x',
      slash_to_underscore: 'feature_x',
      last_segment: 'x',
    });
  });

  it('cuts a GitLab slug before it trims it, and a GitHub slug after', () => {
    const branch = `${'a'.repeat(62)}/b`;
    expect(slugs(branch)).toMatchObject({
      gitlab_ref_slug: 'a'.repeat(62),
      github_slug: `${'a'.repeat(62)}-`,
    });
  });

  it('trims hyphens at both ends where the tool does', () => {
    expect(slugs('_x_')).toMatchObject({ gitlab_ref_slug: 'x', github_slug: '_x_', github_slug_url: 'x' });
  });

  it('keeps the length where nothing cuts it, and leaves out what is no tag', () => {
    expect(slugs('b'.repeat(200))).toEqual({
      gitlab_ref_slug: 'b'.repeat(63),
      github_slug: 'b'.repeat(63),
      github_slug_cs: 'b'.repeat(63),
      github_slug_url: 'b'.repeat(63),
      github_slug_url_cs: 'b'.repeat(63),
      skaffold: 'b'.repeat(128),
    });
  });

  it('gives only tags, in the order of the rules, on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (branch) => {
        const found = slugsOf(branch);
        expect(found.every(({ slug }) => isTag(slug))).toBe(true);
        const order = SLUG_RULES.map(({ id }) => id);
        expect(found.map(({ rule }) => rule)).toEqual(
          order.filter((id) => found.some(({ rule }) => rule === id)),
        );
      }),
      { numRuns: 10_000 },
    );
  });
});
