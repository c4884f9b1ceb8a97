import type { Reading, TagConvention } from '../convention.js';
import { gitAbbreviationLength } from '../git-abbreviation.js';
import { isCommitHex, isFullLength, isMixedHex } from '../hex.js';
import { metadataSanitise, seconds } from './rendering.js';

const DESCRIBE = /^(.+)-(\d{1,9})-g([0-9a-f]{4,64})$/;

export const gitDescribe: TagConvention = {
  id: 'git_describe',
  family: 'commit',
  title: 'the nearest git tag, the commits since it, and the commit',
  source: 'git describe: `<tag>-<n>-g<abbrev>`',
  writers: [
    {
      id: 'git_describe',
      tool: 'git, skaffold',
      setting: '`git describe --tags`',
      names: 'commit',
      render: (ref) =>
        `${metadataSanitise(ref.gitTag)}-${ref.runNumber}-g${ref.commit.slice(0, gitAbbreviationLength(ref.objectCount))}`,
    },
    {
      id: 'git_describe_dirty',
      tool: 'git, skaffold',
      setting: '`git describe --tags --dirty --abbrev=12`',
      names: 'commit',
      render: (ref) => `${metadataSanitise(ref.gitTag)}-${ref.runNumber}-g${ref.commit.slice(0, 12)}-dirty`,
    },
  ],
  derive: ({ text }) => {
    const [, tag = '', distance, hex = ''] = DESCRIBE.exec(text) ?? [];
    if (hex === '') return [];
    // Below seven digits git was told so by hand (`--abbrev=4`), and the hit must be exact.
    const strength = hex.length >= 7 ? 0.97 : 0.6;
    const commit: Reading = {
      kind: isFullLength(hex) ? 'commit' : 'commit_prefix',
      value: hex,
      strength,
      ...(hex.length >= 7 ? {} : { ambiguous: true as const }),
    };
    // `--long` on the tagged commit itself; further on the tag names an ancestor, not the content.
    return Number(distance) === 0 ? [commit, { kind: 'git_tag', value: tag, strength: 0.8 }] : [commit];
  },
};

/** First or last segment without a letter or without a digit: only an exact hit makes it a commit. */
const NEEDS_EXACT_HIT = 0.3;

function readSegment(segment: string, atEdge: boolean): Reading[] {
  const hex = /^[gh][0-9a-f]{7,}$/.test(segment) ? segment.slice(1) : segment;
  if (!isCommitHex(hex)) return [];
  const value = hex.toLowerCase();
  const kind = isFullLength(hex) ? 'commit' : 'commit_prefix';
  if (isMixedHex(hex)) {
    return [{ kind, value, strength: isFullLength(hex) ? 0.95 : hex.length >= 12 ? 0.9 : 0.85 }];
  }
  return atEdge ? [{ kind, value, strength: NEEDS_EXACT_HIT, ambiguous: true }] : [];
}

export const commitInText: TagConvention = {
  id: 'commit_in_text',
  family: 'commit',
  title: 'the commit between other parts: a branch, a version, a time, a run number',
  source:
    'Flux "sortable image tags" (`<branch>-<sha>-<time>`), Argo CD (`<version>-<sha8>`), setuptools-scm (`g<sha>`), chartpress (`h<sha>`)',
  writers: [
    {
      id: 'branch_sha',
      tool: 'docker/metadata-action',
      setting: '`type=sha,prefix={{branch}}-`',
      names: 'commit',
      render: (ref) => metadataSanitise(`${ref.branch}-${ref.commit.slice(0, 7)}`),
    },
    {
      id: 'branch_sha_time',
      tool: 'Flux image automation',
      setting: '`<branch>-<sha7>-<epoch seconds>`',
      names: 'commit',
      render: (ref) => metadataSanitise(`${ref.branch}-${ref.commit.slice(0, 7)}-${seconds(ref.startedAt)}`),
    },
    {
      id: 'version_sha',
      tool: 'Argo CD and others',
      setting: '`$(cat VERSION)-${GITHUB_SHA::8}`',
      names: 'commit',
      render: (ref) => metadataSanitise(`${ref.gitTag}-${ref.commit.slice(0, 8)}`),
    },
    {
      id: 'pull_request_sha',
      tool: 'docker/metadata-action',
      setting: '`type=ref,event=pr,suffix=-{{sha}}`',
      names: 'commit',
      render: (ref) => `pr-${ref.pullRequest}-${ref.commit.slice(0, 7)}`,
    },
    {
      id: 'chartpress',
      tool: 'chartpress',
      setting: '`<version>-0.dev.git.<n>.h<sha>`',
      names: 'commit',
      render: (ref) =>
        metadataSanitise(`${ref.gitTag}-0.dev.git.${ref.runNumber}.h${ref.commit.slice(0, 7)}`),
    },
    {
      id: 'sha_run_number',
      tool: 'shell scripts',
      setting: '`${GITHUB_SHA::7}-${GITHUB_RUN_NUMBER}`',
      names: 'commit',
      render: (ref) => `${ref.commit.slice(0, 7)}-${ref.runNumber}`,
    },
  ],
  derive: ({ text }) => {
    const segments = text.split(/[-_.]/);
    if (segments.length === 1) return [];
    const last = segments.length - 1;
    return segments.flatMap((segment, index) => readSegment(segment, index === 0 || index === last));
  },
};
