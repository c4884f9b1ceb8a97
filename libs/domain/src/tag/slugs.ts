import { isTag } from './tag-grammar.js';

/** One way of turning a branch name into something that can stand in a tag. */
export interface SlugRule {
  readonly id: string;
  /** Who writes it. */
  readonly tool: string;
  readonly source: string;
  slug(branch: string): string;
}

const SLUG_LENGTH = 63;

/** Without hyphens at both ends; by index, because a pattern would be quadratic on runs of hyphens. */
function trimHyphens(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text[start] === '-') start++;
  while (end > start && text[end - 1] === '-') end--;
  return text.slice(start, end);
}

/** Cuts after trimming, so that a slug of 63 characters may end in a hyphen: that is what the action does. */
function githubSlug(text: string): string {
  return trimHyphens(text.replace(/[^A-Za-z0-9._]/g, '-')).slice(0, SLUG_LENGTH);
}

/** Every slug rule in use, the most common first. */
export const SLUG_RULES: readonly SlugRule[] = [
  {
    id: 'docker_metadata',
    tool: 'docker/metadata-action',
    source: 'docker/metadata-action `type=ref`: a run of other characters becomes one `-`, case is kept',
    slug: (branch) => branch.replace(/[^A-Za-z0-9._-]+/g, '-'),
  },
  {
    id: 'gitlab_ref_slug',
    tool: 'GitLab `CI_COMMIT_REF_SLUG`',
    source:
      'GitLab CI predefined variables: lower case, each other character becomes `-`, cut to 63, then trimmed',
    slug: (branch) =>
      trimHyphens(
        branch
          .toLowerCase()
          .replace(/[^a-z0-9]/g, '-')
          .slice(0, SLUG_LENGTH),
      ),
  },
  {
    id: 'github_slug',
    tool: 'rlespinasse/github-slug-action `GITHUB_REF_SLUG`',
    source: 'rlespinasse/github-slug-action: lower case, keeps `.` and `_`, trimmed, then cut to 63',
    slug: (branch) => githubSlug(branch.toLowerCase()),
  },
  {
    id: 'github_slug_cs',
    tool: 'rlespinasse/github-slug-action `GITHUB_REF_SLUG_CS`',
    source: 'rlespinasse/github-slug-action: as above, case kept',
    slug: githubSlug,
  },
  {
    id: 'github_slug_url',
    tool: 'rlespinasse/github-slug-action `GITHUB_REF_SLUG_URL`',
    source: 'rlespinasse/github-slug-action: lower case, `.` and `_` become `-` too',
    slug: (branch) => githubSlug(branch.toLowerCase().replace(/[._]/g, '-')),
  },
  {
    id: 'github_slug_url_cs',
    tool: 'rlespinasse/github-slug-action `GITHUB_REF_SLUG_URL_CS`',
    source: 'rlespinasse/github-slug-action: as above, case kept',
    slug: (branch) => githubSlug(branch.replace(/[._]/g, '-')),
  },
  {
    id: 'slash_to_dash',
    tool: 'shell scripts, Jenkins `BUILD_TAG`',
    source: '`${BRANCH//\\//-}` and its relatives',
    slug: (branch) => branch.replace(/\//g, '-'),
  },
  {
    id: 'slash_to_dash_lower',
    tool: 'shell scripts',
    source: '`tr / -` with `tr A-Z a-z`',
    slug: (branch) => branch.replace(/\//g, '-').toLowerCase(),
  },
  {
    id: 'slash_to_underscore',
    tool: 'shell scripts',
    source: '`tr / _`',
    slug: (branch) => branch.replace(/\//g, '_'),
  },
  {
    id: 'each_to_dash',
    tool: 'shell scripts',
    source: "`sed 's/[^A-Za-z0-9._-]/-/g'`",
    slug: (branch) => branch.replace(/[^A-Za-z0-9._-]/g, '-'),
  },
  {
    id: 'skaffold',
    tool: 'skaffold',
    source:
      'skaffold gitCommit tagger: each other character becomes `_`, also a leading `-` or `.`, cut to 128',
    slug: (branch) =>
      branch
        .replace(/[^A-Za-z0-9._-]/g, '_')
        .replace(/^[.-]/, '_')
        .slice(0, 128),
  },
  {
    id: 'last_segment',
    tool: 'Azure Pipelines `Build.SourceBranchName`',
    source: 'Azure Pipelines predefined variables: the last path segment of the ref',
    slug: (branch) => branch.slice(branch.lastIndexOf('/') + 1),
  },
];

/**
 * Every tag a branch name can turn into, with the rule that does it; what a registry would refuse as
 * a tag is left out. Slugs are not unique: two branches can have the same one.
 */
export function slugsOf(branch: string): readonly { readonly rule: string; readonly slug: string }[] {
  return SLUG_RULES.map((rule) => ({ rule: rule.id, slug: rule.slug(branch) })).filter(({ slug }) =>
    isTag(slug),
  );
}
