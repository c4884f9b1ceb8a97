import type { TagConvention, TagWriter } from '../convention.js';
import { gitAbbreviationLength } from '../git-abbreviation.js';
import { isCommitHex, isFullLength, isMixedHex } from '../hex.js';

function sha(id: string, tool: string, setting: string, prefix: string, length?: number): TagWriter {
  return {
    id,
    tool,
    setting,
    names: 'commit',
    render: (ref) => prefix + ref.commit.slice(0, length ?? ref.commit.length),
  };
}

/** Ten in sixteen hex digits are decimal, so a full id without any letter is a number far more often. */
const NEEDS_EXACT_HIT = 0.4;

export const fullSha: TagConvention = {
  id: 'full_sha',
  family: 'commit',
  title: 'the full commit id',
  source: 'git: 40 hexadecimal digits (SHA-1) or 64 (SHA-256)',
  writers: [
    sha('github_sha', 'GitHub Actions', '`${{ github.sha }}`', ''),
    sha('metadata_sha_long', 'docker/metadata-action', '`type=sha,format=long`', 'sha-'),
    sha('gitlab_commit_sha', 'GitLab CI', '`$CI_COMMIT_SHA`', ''),
    sha('circle_sha1', 'CircleCI', '`$CIRCLE_SHA1`', ''),
    sha('cloud_build_commit_sha', 'Cloud Build', '`$COMMIT_SHA`', ''),
    sha('jenkins_git_commit', 'Jenkins', '`${GIT_COMMIT}`', ''),
    sha('skaffold_commit_sha', 'skaffold', '`gitCommit: {variant: CommitSha}`', ''),
    sha('prefixed_git', 'shell scripts', '`git-$(git rev-parse HEAD)`', 'git-'),
  ],
  derive: ({ text, marker }) => {
    if (!isCommitHex(text) || !isFullLength(text)) return [];
    const sure = isMixedHex(text) || marker === 'commit';
    return [{ kind: 'commit', value: text.toLowerCase(), strength: sure ? 1 : NEEDS_EXACT_HIT }];
  },
};

export const shortSha: TagConvention = {
  id: 'short_sha',
  family: 'commit',
  title: 'the first digits of the commit id',
  source: 'docker/metadata-action `type=sha`, GitLab CI predefined variables, git abbreviation',
  writers: [
    sha('metadata_sha', 'docker/metadata-action', '`type=sha`', 'sha-', 7),
    sha('metadata_sha_bare', 'docker/metadata-action', '`type=sha,prefix=`', '', 7),
    sha('gitlab_short_sha', 'GitLab CI', '`$CI_COMMIT_SHORT_SHA`', '', 8),
    sha('github_sha_short', 'rlespinasse/github-slug-action', '`$GITHUB_SHA_SHORT`', '', 8),
    sha('cloud_build_short_sha', 'Cloud Build', '`$SHORT_SHA`', '', 7),
    sha('circle_short_sha', 'CircleCI', '`${CIRCLE_SHA1:0:7}`', '', 7),
    sha('commit_prefix', 'shell scripts', '`commit-${SHA::12}`', 'commit-', 12),
    {
      id: 'git_short',
      tool: 'git, Jenkins, skaffold `AbbrevCommitSha`',
      setting: '`git rev-parse --short HEAD`',
      names: 'commit',
      render: (ref) => ref.commit.slice(0, gitAbbreviationLength(ref.objectCount)),
    },
  ],
  derive: ({ text, marker }) => {
    if (!isCommitHex(text) || isFullLength(text)) return [];
    if (!isMixedHex(text) && marker !== 'commit') return [];
    return [{ kind: 'commit_prefix', value: text.toLowerCase(), strength: text.length >= 12 ? 0.98 : 0.95 }];
  },
};

export const digitsSha: TagConvention = {
  id: 'digits_sha',
  family: 'commit',
  title: 'an abbreviated commit id that happens to have no letter, or no digit',
  source: 'git abbreviation; a run number, a date or a word looks the same',
  writers: [],
  derive: ({ text, marker }) => {
    if (!isCommitHex(text) || isFullLength(text) || isMixedHex(text) || marker === 'commit') return [];
    return [{ kind: 'commit_prefix', value: text.toLowerCase(), strength: NEEDS_EXACT_HIT, ambiguous: true }];
  },
};

export const treeSha: TagConvention = {
  id: 'tree_sha',
  // Not a commit: what was decoded from a number on the chance of a commit is no tree as well.
  family: 'number',
  title: 'a tree id, which no commit has',
  source: 'skaffold gitCommit tagger, variants TreeSha and AbbrevTreeSha',
  writers: [
    {
      id: 'skaffold_tree_sha',
      tool: 'skaffold',
      setting: '`gitCommit: {variant: TreeSha}`',
      names: 'tree',
      render: (ref) => ref.tree,
    },
    {
      id: 'skaffold_abbrev_tree_sha',
      tool: 'skaffold',
      setting: '`gitCommit: {variant: AbbrevTreeSha}`',
      names: 'tree',
      render: (ref) => ref.tree.slice(0, gitAbbreviationLength(ref.objectCount)),
    },
  ],
  derive: ({ text, marker }) => {
    if (marker === 'commit' || !isCommitHex(text)) return [];
    return [{ kind: 'tree', value: text.toLowerCase(), strength: 0.2, ambiguous: true }];
  },
};
