import { describe, expect, it } from 'vitest';
import { deriveTag } from './derive-tag.js';
import type { TagContext } from './types.js';

const SHA = '7f3a6ce1d0b9482f5e6c7a8b9d0e1f2a3b4c5d6e';

function read(tag: string, context?: TagContext): string[] {
  return deriveTag(tag, context).map(({ kind, value, strength }) => `${kind} ${value} ${strength}`);
}

describe('deriveTag', () => {
  it.each<[string, string, TagContext?]>([
    [SHA, `commit ${SHA} 1`],
    [`sha-${SHA}`, `commit ${SHA} 1`],
    [`git-${SHA.toUpperCase()}`, `commit ${SHA} 1`],
    ['7f3a6ce', 'commit_prefix 7f3a6ce 0.95'],
    ['sha-7f3a6ce1', 'commit_prefix 7f3a6ce1 0.95'],
    ['sha-1234567', 'commit_prefix 1234567 0.95'],
    ['commit-7f3a6ce1d0b9', 'commit_prefix 7f3a6ce1d0b9 0.98'],
    ['7f3a6ce-linux-arm64', 'commit_prefix 7f3a6ce 0.95'],
    ['api-7f3a6ce', 'commit_prefix 7f3a6ce 0.95', { imageBasename: 'api' }],
    ['feature-x-7f3a6ce', 'commit_prefix 7f3a6ce 0.95', { branches: ['feature', 'feature/x'] }],
    ['main-7f3a6ce-1620000000', 'commit_prefix 7f3a6ce 0.85'],
    ['1.4.0-7f3a6ce1', 'commit_prefix 7f3a6ce1 0.85'],
    ['1.2.3.dev4_g7f3a6ce', 'commit_prefix 7f3a6ce 0.85'],
    ['1.2.3-0.dev.git.12.h7f3a6ce', 'commit_prefix 7f3a6ce 0.85'],
    ['v1.2.3-4-gab12', 'commit_prefix ab12 0.6'],
    ['1.2.3-4-gabcdef1', 'commit_prefix abcdef1 0.97'],
    ['v1.2.3', 'git_tag v1.2.3 0.95'],
    ['v1.2.3', 'git_tag 1.2.3 0.9'],
    ['1.2.3-rc.1', 'git_tag v1.2.3-rc.1 0.9'],
    ['1.2.3_5', 'git_tag v1.2.3+5 0.55'],
    ['1.2', 'mutable 1.2 0.3'],
    ['1.2.3b2', 'git_tag v1.2.3-beta.2 0.75'],
    ['2024.01-2', 'git_tag 2024.01-2 0.9'],
    ['v17-2-0', 'git_tag v17.2.0 0.6'],
    ['api-v1.2.3', 'git_tag api/v1.2.3 0.85', { imageBasename: 'api' }],
    ['pr-42', 'pull_request 42 0.9'],
    ['PR-42', 'pull_request 42 0.9'],
    ['42-merge', 'pull_request 42 0.9'],
    ['feature-x', 'branch feature/x 0.7', { branches: ['main', 'feature/x'] }],
    ['feature-x', 'branch feature-x 0.45'],
    ['812', 'run_number 812 0.85'],
    ['12345678901', 'run_id 12345678901 0.75'],
    ['build-812', 'run_number 812 0.85'],
    ['main-812', 'run_number 812 0.85', { branches: ['main'] }],
    ['jenkins-shop-api-12', 'run_number 12 0.85'],
    ['20240115.3', 'run_number 20240115.3 0.85'],
    ['nightly-20240115', 'date 2024-01-15 0.3'],
    ['2024-01-15_10-00-00.123_UTC', 'date 2024-01-15 0.3'],
    ['latest', 'mutable latest 0.3'],
    ['1.2.3-SNAPSHOT', 'mutable 1.2.3-SNAPSHOT 0.3'],
  ])('reads %s as %s', (tag, expected, context) => {
    expect(read(tag, context)).toContain(expected);
  });

  it('keeps what was stripped, outermost first, with the platform and the dirt', () => {
    expect(deriveTag('sha-7f3a6ce-dirty-arm64')[0]).toEqual({
      kind: 'commit_prefix',
      rule: 'short_sha',
      value: '7f3a6ce',
      strength: 0.95,
      stripped: ['-arm64', '-dirty', 'sha-'],
      dirty: true,
      platform: 'linux/arm64',
    });
  });

  it('gives every reading of an ambiguous tag and settles none', () => {
    expect(read('20240115')).toEqual([
      'run_id 20240115 0.75',
      'run_number 20240115 0.5',
      'commit_prefix 20240115 0.4',
      'git_tag 20240115 0.4',
      'date 2024-01-15 0.3',
      'commit_prefix 0115153363 0.2',
      'tree 20240115 0.2',
    ]);
  });

  it('says that a number or a word is a commit only with an exact hit', () => {
    for (const tag of ['8202758', 'defaced']) {
      const commit = deriveTag(tag).find(({ kind }) => kind === 'commit_prefix');
      expect(commit).toMatchObject({ rule: 'digits_sha', strength: 0.4, ambiguous: true });
    }
  });

  it('never takes fewer than seven digits for a commit', () => {
    expect(read('7f3a6c').filter((line) => line.startsWith('commit'))).toEqual([]);
  });

  it('puts a moving name before the branch and the git tag it could be', () => {
    expect(read('latest')).toEqual(['mutable latest 0.3', 'branch latest 0.25', 'git_tag latest 0.2']);
  });

  it('knows that a tree id looks like a commit', () => {
    expect(read('7f3a6ce')).toContain('tree 7f3a6ce 0.2');
    expect(read('sha-7f3a6ce').filter((line) => line.startsWith('tree'))).toEqual([]);
  });

  it('reads names only where no marker says that a commit or a build follows', () => {
    expect(read('sha-7f3a6ce')).not.toContain('git_tag 7f3a6ce 0.4');
    expect(read('api-stock', { imageBasename: 'api' })).toContain('git_tag stock 0.4');
    expect(read('api-stock', { imageBasename: 'api' })).toContain('branch stock 0.45');
    expect(read('api-3', { imageBasename: 'api' })).toContain('mutable 3 0.3');
    expect(read('main-3', { branches: ['main'] })).not.toContain('mutable 3 0.3');
  });

  it('leaves something behind every affix', () => {
    for (const tag of ['sha-', 'build-', '-amd64', '-dirty']) {
      expect(deriveTag(tag).every(({ value }) => value !== '')).toBe(true);
    }
  });

  it.each([`${'sha-'.repeat(20)}7f3a6ce`, `7f3a6ce${'-dirty'.repeat(20)}`])(
    'takes four affixes off a side of %s',
    (tag) => {
      expect(Math.max(...deriveTag(tag).map(({ stripped }) => stripped.length))).toBe(4);
    },
  );

  it('marks what needs an exact hit', () => {
    const ambiguous = (tag: string) => deriveTag(tag).find(({ rule }) => rule === 'git_describe')?.ambiguous;
    expect(ambiguous('v1.2.3-4-gabcdef1')).toBeUndefined();
    expect(ambiguous('v1.2.3-4-gabcdef')).toBe(true);
    const inText = deriveTag('stock-1234567').find(({ kind }) => kind === 'commit_prefix');
    expect(inText).toMatchObject({ value: '1234567', ambiguous: true });
  });

  it('does not take the tag below a described commit for its content', () => {
    expect(read('v1.2.3-4-gabcdef1').some((line) => line.startsWith('git_tag v1.2.3 '))).toBe(false);
    expect(read('v1.2.3-0-gabcdef1')).toContain('git_tag v1.2.3 0.8');
  });

  it.each([
    ['8.202758e+06', { kind: 'commit_prefix', value: '8202758', coercion: 'float' }],
    ['2.0240115e+07', { kind: 'date', value: '2024-01-15', coercion: 'float' }],
    ['%!s(int64=812)', { kind: 'run_number', value: '812', coercion: 'float' }],
    ['%!s(float64=8.202758e+06)', { kind: 'commit_prefix', value: '8202758', coercion: 'float' }],
    ['1.2345e+11', { kind: 'commit_prefix', value: '12345e7', coercion: 'float', ambiguous: true }],
    ['812345', { kind: 'commit_prefix', value: '0812345', coercion: 'leading_zeros', ambiguous: true }],
    ['342391', { kind: 'commit_prefix', value: '01234567', coercion: 'leading_zeros', ambiguous: true }],
    ['1', { kind: 'git_tag', value: '1.0', coercion: 'trailing_zeros', ambiguous: true }],
    ['1.1', { kind: 'git_tag', value: '1.10', coercion: 'trailing_zeros', ambiguous: true }],
  ])('decodes %s back to %j', (tag, expected) => {
    expect(deriveTag(tag)).toContainEqual(expect.objectContaining(expected));
  });

  it.each(['', 'a'.repeat(257), `sha256-${'0a'.repeat(32)}`, `sha256-${'0a'.repeat(32)}.sig`])(
    'reads nothing from %j',
    (tag) => {
      expect(deriveTag(tag)).toEqual([]);
    },
  );
});
