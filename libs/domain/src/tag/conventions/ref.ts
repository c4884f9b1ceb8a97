import type { TagConvention, TagWriter } from '../convention.js';
import { mutableTag } from '../mutable-tag.js';
import { SLUG_RULES } from '../slugs.js';

const BRANCH_WRITERS: readonly TagWriter[] = SLUG_RULES.map((rule) => ({
  id: `branch_${rule.id}`,
  tool: rule.tool,
  setting: `slug \`${rule.id}\``,
  names: 'branch',
  render: (ref) => rule.slug(ref.branch),
}));

export const branch: TagConvention = {
  id: 'branch',
  family: 'name',
  title: 'a branch, in one of its slugs',
  source: 'the slug rules below; slugs move with the branch and are not unique',
  writers: BRANCH_WRITERS,
  derive: ({ text, marker }, { branchesBySlug }) => {
    if (marker !== null && marker !== 'image') return [];
    const known = branchesBySlug.get(text) ?? [];
    if (known.length > 0) return known.map((value) => ({ kind: 'branch', value, strength: 0.7 }));
    // A number, a version or a commit is hardly ever a branch that nobody has told us about.
    return /^[A-Za-z]/.test(text) && !/^v?\d/i.test(text) && !/^[0-9a-f]{7,}$/i.test(text)
      ? [{ kind: 'branch', value: text, strength: mutableTag(text) ? 0.25 : 0.45 }]
      : [];
  },
};

export const pullRequest: TagConvention = {
  id: 'pull_request',
  family: 'name',
  title: 'a pull or merge request; which of its commits is not said',
  source:
    'docker/metadata-action `type=ref,event=pr`; Jenkins multibranch `PR-n`; GitHub `<n>/merge`, built from the merge commit and not from the head',
  writers: [
    {
      id: 'metadata_ref_pr',
      tool: 'docker/metadata-action',
      setting: '`type=ref,event=pr`',
      names: 'pullRequest',
      render: (ref) => `pr-${ref.pullRequest}`,
    },
    {
      id: 'jenkins_change',
      tool: 'Jenkins multibranch',
      setting: '`$BRANCH_NAME` of a pull request',
      names: 'pullRequest',
      render: (ref) => `PR-${ref.pullRequest}`,
    },
    {
      id: 'gitlab_merge_request',
      tool: 'GitLab CI',
      setting: '`mr-$CI_MERGE_REQUEST_IID`',
      names: 'pullRequest',
      render: (ref) => `mr-${ref.pullRequest}`,
    },
    {
      id: 'github_ref_name',
      tool: 'GitHub Actions',
      setting: '`${{ github.ref_name }}` of a pull request, slashes as hyphens',
      names: 'pullRequest',
      render: (ref) => `${ref.pullRequest}-merge`,
    },
  ],
  derive: ({ text, marker }) => {
    if (marker !== null && marker !== 'image') return [];
    const match =
      /^(?:pr|pull|pull-request|mr|merge-request)[-_.]?(\d{1,9})(?:[-_.].*)?$/i.exec(text) ??
      /^(\d{1,9})-merge$/.exec(text);
    return match?.[1] ? [{ kind: 'pull_request', value: String(Number(match[1])), strength: 0.9 }] : [];
  },
};

export const mutableName: TagConvention = {
  id: 'mutable_name',
  family: 'name',
  title: 'a name that is moved from image to image',
  source: 'docker/metadata-action `flavor: latest`, `type=edge`, `type=schedule`; Maven SNAPSHOT',
  writers: ['latest', 'edge', 'nightly'].map((name) => ({
    id: `moving_${name}`,
    tool: 'docker/metadata-action',
    setting: `\`${name}\``,
    names: null,
    render: () => name,
  })),
  derive: ({ text, marker }) =>
    (marker === null || marker === 'image') && mutableTag(text)
      ? [{ kind: 'mutable', value: text, strength: 0.3 }]
      : [],
};
