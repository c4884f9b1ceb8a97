import { describe, expect, it } from 'vitest';
import type { TagContext } from '../types.js';
import { nearMiss, nearMisses } from './near-miss.js';

const LONG = `feature/${'very-long-'.repeat(6)}name`;

describe('nearMiss', () => {
  it.each<[string, string, string, TagContext?]>([
    ['sha-7f3a6ce1', 'sha-7f3a6ce', 'sha_length'],
    ['7f3a6ce', '7f3a6ce1d0b9482f5e6c7a8b9d0e1f2a3b4c5d6e', 'sha_length'],
    ['7f3a6ce1', 'sha-7f3a6ce', 'sha_length'],
    ['main-7f3a6ce', '7f3a6ce1-arm64', 'sha_length'],
    ['8202758', '8202758a', 'sha_length'],
    ['sha-1234567', 'sha-12345678', 'sha_length'],
    ['sha-7f3a6ce', '7f3a6ce', 'prefix'],
    ['7f3a6ce', 'main-7f3a6ce', 'prefix'],
    ['git-7f3a6ce', 'sha-7f3a6ce', 'prefix'],
    ['pr-42-7f3a6ce', '7f3a6ce', 'prefix'],
    ['main-7f3a6ce', 'develop-7f3a6ce', 'prefix', { branches: ['main', 'develop'] }],
    ['v1.2.3-4-g7f3a6ce', '7f3a6ce', 'prefix'],
    ['1.4.0-7f3a6ce', '7f3a6ce', 'prefix'],
    ['1.2.3', 'api-v1.2.3', 'prefix', { imageBasename: 'api' }],
    ['42', 'build-42', 'prefix'],
    ['42', 'api-42', 'prefix', { imageBasename: 'api' }],
    ['7f3a6ce', '7f3a6ce-dirty', 'suffix'],
    ['7f3a6ce', '7f3a6ce-1620000000', 'suffix'],
    ['1.2.3-alpine', '1.2.3', 'suffix'],
    ['main-slim', 'main', 'suffix'],
    ['1.2.3', '1.2.3-amd64', 'arch_suffix'],
    ['1.2.3-linux-amd64', '1.2.3-amd64', 'arch_suffix'],
    ['1.2.3-x86_64', '1.2.3-amd64', 'arch_suffix'],
    ['main', 'main-arm64', 'arch_suffix'],
    ['v1.2.3', '1.2.3-amd64', 'arch_suffix'],
    ['v1.7.0', '1.7.0', 'v_prefix'],
    ['1.7.0', 'vv1.7.0', 'v_prefix'],
    ['v42', '42', 'v_prefix'],
    ['v1.2.3-rc.1', '1.2.3-rc.1', 'v_prefix'],
    ['Main', 'main', 'case'],
    ['1.0-RC1', '1.0-rc1', 'case'],
    ['feature-x', 'feature--x', 'slug'],
    ['feature-X', 'feature_x', 'slug'],
    ['v17-2-0', 'v17.2.0', 'slug'],
    ['1.2.3_5', '1.2.3-5', 'slug'],
    ['feature-x-', 'feature-x', 'slug'],
    [LONG.replace('/', '-').slice(0, 63), LONG.replace('/', '-'), 'slug'],
    ['8.202758e+06', '8202758', 'number'],
    ['1.2345e+11', '12345e7', 'number'],
    ['123450000000', '12345e7', 'number'],
    ['%!s(int64=8202758)', '8202758', 'number'],
    ['%!s(float64=8.202758e+06)', '8202758', 'number'],
    ['1', '1.0', 'number'],
    ['1.1', '1.10', 'number'],
    ['812345', '0812345', 'number'],
    ['342391', '01234567', 'number'],
    ['2024.1.5', '2024.01.05', 'calendar_padding'],
    ['v2024-01-05', 'v2024-1-5', 'calendar_padding'],
    ['24.4', '24.04', 'calendar_padding'],
  ])('%s is %s by %s', (requested, pushed, rule, context) => {
    expect(nearMiss(requested, pushed, context)).toMatchObject({ rule, pushed });
  });

  it.each<[string, string, string, TagContext?]>([
    ['equal', '1.2.3', '1.2.3'],
    ['six digits are no commit', '7f3a6c', '7f3a6ce'],
    ['other commit', '7f3a6ce', '7f3a6cf'],
    ['numbers are no commits', '1234567', '12345678'],
    ['two images of one repository', 'api-7f3a6ce', 'web-7f3a6ce'],
    ['two pull requests', 'pr-42-7f3a6ce', 'pr-43-7f3a6ce'],
    ['two platforms', '1.2.3-amd64', '1.2.3-arm64'],
    ['two bases', '1.2.3-alpine', '1.2.3-slim'],
    ['two runs of one commit', '7f3a6ce-12', '7f3a6ce-13'],
    ['two branches count apart', 'main-42', 'develop-42', { branches: ['main', 'develop'] }],
    ['a counter belongs to its branch', 'main-42', '42', { branches: ['main'] }],
    ['a pull request is no build', 'pr-42', '42'],
    ['unknown prefix of a version', 'chart-1.2.3', '1.2.3'],
    ['a pre-release is no release', '1.2.3-rc1', '1.2.3'],
    ['another revision of a version', '1.2-3', '1.2.3'],
    ['another version of one commit', '1.2.3-7f3a6ce', '1.2.4-7f3a6ce'],
    ['another commit of one version', '1.2.3-7f3a6ce', '1.2.3-8b4c5d6'],
    ['a version without its commit', '1.2.3-7f3a6ce', '1.2.3'],
    ['a longer version', '1.2', '1.2.3'],
    ['one edit', '1.8.4', '1.8.3'],
    ['the zero was not lost on the way in', '1.10', '1.1'],
    ['no month', '24.4', '24.0004'],
    ['two builds of a day', '20240115.1', '20240115.10'],
    ['case on both sides', 'Feature-x', 'feature--X'],
    ['signature', `sha256-${'7f'.repeat(32)}`, `sha256-${'7f'.repeat(32)}.sig`],
    ['referrers of a digest', '7f'.repeat(32), `sha256-${'7f'.repeat(32)}`],
    ['too long', 'a'.repeat(129), 'A'.repeat(129)],
    ['empty', '', '-'],
  ])('%s: %s and %s are unrelated', (_why, requested, pushed, context) => {
    expect(nearMiss(requested, pushed, context)).toBeNull();
  });

  it.each([
    [
      'sha-7f3a6ce1',
      '7f3a6ce',
      undefined,
      "asks for 8 characters of the commit, 7 were pushed; asks for the prefix 'sha-', pushed without one",
    ],
    ['7f3a6ce', 'main-7f3a6ce', undefined, "asks for no prefix, pushed with 'main-'"],
    [
      '1.1',
      '1.10',
      undefined,
      "'1.1' is what '1.10' becomes when it is read as a number, as other tags do; it has to be quoted",
    ],
    [
      '8.202758e+06',
      '8202758',
      undefined,
      "'8.202758e+06' is what '8202758' becomes when it is read as a number; it has to be quoted",
    ],
    ['v1.7.0', '1.7.0', undefined, "asks for 'v' before the version, no 'v' was pushed"],
    [
      'feature-x',
      'feature-X',
      { branches: ['feature/X'] },
      "differs only in upper and lower case: 'feature-X' was pushed",
    ],
    [
      'v17-2-0',
      'v17.2.0',
      { branches: ['v17.2.0'] },
      "is branch 'v17.2.0' as GitLab `CI_COMMIT_REF_SLUG` writes it; it was pushed as docker/metadata-action writes it",
    ],
  ])('explains %s and %s', (requested, pushed, context, explanation) => {
    expect(nearMiss(requested, pushed, context)?.explanation).toBe(explanation);
  });
});

it.each([
  ['1.1', '1.10', true],
  ['1', '1.0', true],
  ['812345', '0812345', true],
  ['8.202758e+06', '8202758', undefined],
  ['1.2345e+11', '12345e7', undefined],
  ['v1.1', '1.1', undefined],
])('%s for %s is ambiguous: %s', (requested, pushed, ambiguous) => {
  expect(nearMiss(requested, pushed)?.ambiguous).toBe(ambiguous);
});

describe('nearMisses', () => {
  it('orders by rule and then by tag, whatever order the tags come in, each once', () => {
    const tags = ['7f3a6ce-arm64', 'sha-7f3a6ce', '7f3a6ce1', '7f3a6ce1d', 'latest', '7f3a6ce1', '7f3a6ce'];
    const ordered = nearMisses('7f3a6ce', tags).map(({ rule, pushed }) => `${rule} ${pushed}`);
    expect(ordered).toEqual([
      'sha_length 7f3a6ce1',
      'sha_length 7f3a6ce1d',
      'prefix sha-7f3a6ce',
      'arch_suffix 7f3a6ce-arm64',
    ]);
    expect(nearMisses('7f3a6ce', [...tags].reverse())).toEqual(nearMisses('7f3a6ce', tags));
  });

  it('gives all originals of a number, because only a single one can be believed', () => {
    expect(nearMisses('1', ['1.0', '1.00', '2.0']).map(({ pushed }) => pushed)).toEqual(['1.0', '1.00']);
  });
});
