import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CommitReport } from '../report.js';
import { commitReportHtml, commitReportMarkdown } from './commit-report.js';

const SHA = '7f3a6ce1c0d54b0d9a0a4a9c5b8f1e2d3c4b5a69';

function report(hostile = 'Build and push', rows = 1): CommitReport {
  const many = <T>(item: T) => Array.from({ length: rows }, () => item);
  return {
    commit: {
      sha: SHA,
      repository: 'acme/shop',
      message: `${hostile}\n\nbody`,
      author: hostile,
      committedAt: '2026-03-01T10:00:00.000Z',
      url: `https://git.acme.test/acme/shop/commit/${SHA}`,
    },
    summary: `Commit 7f3a6ce: ${hostile}`,
    builds: many({
      id: '91',
      provider: 'github',
      repository: 'acme/shop',
      commit: SHA,
      branch: hostile,
      gitTag: null,
      workflow: hostile,
      runId: '91',
      attempt: 2,
      number: 812,
      status: 'failure',
      url: 'javascript:alert(1)',
      startedAt: '2026-03-01T10:01:00.000Z',
      finishedAt: '2026-03-01T10:05:00.000Z',
      jobs: [{ id: '1', name: 'image', status: 'failure', failedStep: hostile }],
    }),
    pushes: [
      {
        repository: 'registry.acme.test/shop/api',
        tag: '1.8.3',
        digest: null,
        platforms: ['linux/amd64'],
        at: '2026-02-01T10:00:00.000Z',
      },
    ],
    deletions: [],
    incidents: [],
  };
}

describe('commitReportMarkdown', () => {
  it('is a table a person can read', () => {
    const text = commitReportMarkdown(report());
    expect(text).toContain(
      `### Commit [\`7f3a6ce1c0d5\`](<https://git.acme.test/acme/shop/commit/${SHA}>) in \`acme/shop\``,
    );
    expect(text).toContain('| `Build and push #812 (attempt 2)` | failure | `image` | `Build and push` |');
    expect(text).toContain('| `registry.acme.test/shop/api:1.8.3` |  | linux/amd64 |');
    expect(text).not.toContain('Deleted');
    expect(text).not.toContain('javascript:');
  });

  it.each([
    ['a mention', '@acme/everyone please', /@acme/],
    ['an issue', 'fixes #123', /#123/],
    ['a link', '[x](https://evil.test)', /\]\(https/],
    ['an address', 'see https://evil.test', /https:\/\/evil/],
    ['an image', '![x](//evil.test/p.png)', /!\[x\]/],
    ['HTML', '<img src=x onerror=alert(1)>', /<img/],
  ])('does not let a name become %s in prose', (_what, hostile, pattern) => {
    const prose = commitReportMarkdown(report(hostile)).split('\n')[2] ?? '';
    expect(prose).not.toMatch(pattern);
  });

  it('keeps names inside their code span and cell', () => {
    const text = commitReportMarkdown(report('a`b``c | d\ne\u202ef \\| g'));
    expect(text).toContain('<code>a&#96;b&#96;&#96;c &#124; d e f &#92;&#124; g</code>');
    for (const line of text.split('\n').filter((row) => row.startsWith('|')))
      expect(line.endsWith('|')).toBe(true);
  });

  it('fits a comment and says what is left out', () => {
    const text = commitReportMarkdown(report('x'.repeat(290), 500));
    expect(text.length).toBeLessThanOrEqual(65_535);
    expect(text).toMatch(/\d+ more lines are left out to fit\.\n$/);
  });
});

describe('commitReportHtml', () => {
  it('escapes every name and follows only web addresses', () => {
    const page = commitReportHtml(report(`<script>alert("1")</script>'&`));
    expect(page).not.toContain('<script');
    expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;');
    expect(page).not.toContain('javascript:');
    expect(page).toContain(
      `<a href="https://git.acme.test/acme/shop/commit/${SHA}" rel="noopener noreferrer">`,
    );
  });
});

describe('both', () => {
  it('keep every table row whole whatever a name holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (name) => {
        const markdown = commitReportMarkdown(report(name));
        const rows = markdown.split('\n').filter((line) => line.startsWith('| ') && line.includes('812'));
        expect(rows).toHaveLength(1);
        expect(rows[0]?.replace(/\\./gu, '').match(/\|/g)).toHaveLength(6);
        const page = commitReportHtml(report(name));
        expect(page.match(/<td>/g)).toHaveLength(3 + 5 + 4);
      }),
      { numRuns: 1000 },
    );
  });
});
