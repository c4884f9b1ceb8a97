import type { TagConvention } from '../convention.js';
import { mutableTag } from '../mutable-tag.js';
import { isTag } from '../tag-grammar.js';
import { metadataSanitise } from './rendering.js';
import { gitTagWriter, MOVING_VERSION, SEMVER } from './version-text.js';

const verbatim = (gitTag: string) => (isTag(gitTag) ? gitTag : null);

/** Any text can be a git tag; one with a version in it often is, a channel's name hardly ever. */
function likelihood(text: string): number {
  if (mutableTag(text)) return 0.2;
  return /\d\.\d/.test(text) ? 0.7 : 0.4;
}

export const gitTag: TagConvention = {
  id: 'git_tag',
  family: 'name',
  title: 'a git tag, as it is',
  source: 'docker/metadata-action `type=ref,event=tag`, GitLab `CI_COMMIT_TAG`, Cloud Build `TAG_NAME`',
  writers: [
    gitTagWriter('metadata_ref_tag', 'docker/metadata-action', '`type=ref,event=tag`', verbatim),
    gitTagWriter('gitlab_commit_tag', 'GitLab CI', '`$CI_COMMIT_TAG`', verbatim),
    gitTagWriter('cloud_build_tag_name', 'Cloud Build', '`$TAG_NAME`', verbatim),
    gitTagWriter('git_describe_exact', 'git, skaffold', '`git describe --tags` on a tagged commit', verbatim),
  ],
  derive: ({ text, marker }) =>
    (marker === null || marker === 'image') && isTag(text)
      ? [{ kind: 'git_tag', value: text, strength: likelihood(text) }]
      : [],
};

export const packageGitTag: TagConvention = {
  id: 'package_git_tag',
  family: 'version',
  title: 'a version of one package of a repository, after the name of its image',
  source: 'release-please, changesets and Go modules: `api-v1.2.3`, `api@1.2.3`, `api/v1.2.3`',
  writers: [
    gitTagWriter('release_please', 'release-please', '`include-component-in-tag`', (gitTag) =>
      /^api-v\d/.test(gitTag) ? verbatim(gitTag) : null,
    ),
    gitTagWriter(
      'package_ref_tag',
      'docker/metadata-action',
      '`type=ref,event=tag` of `api/v1.2.3` or `api@1.2.3`',
      (gitTag) => (/^api[/@]v?\d/.test(gitTag) ? metadataSanitise(gitTag) : null),
    ),
  ],
  derive: ({ text, marker }, { imageBasename }) => {
    const isVersion = MOVING_VERSION.test(text) || SEMVER.test(text);
    if (marker !== 'image' || !imageBasename || !isVersion) return [];
    return ['-', '/', '@'].map((separator, index) => ({
      kind: 'git_tag',
      value: `${imageBasename}${separator}${text}`,
      strength: index === 0 ? 0.9 : 0.85,
    }));
  },
};
