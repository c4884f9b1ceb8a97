import type { Reading, TagConvention, TagWriter } from '../convention.js';
import { isCommitHex, isMixedHex } from '../hex.js';
import { metadataSanitise } from './rendering.js';

/** `1.2.3`, `v1.2.3-rc.1`, `1.2.3-5` where `+5` was sanitised. */
const SEMVER = /^[vV]?\d{1,9}\.\d{1,9}\.\d{1,9}(?:[-_+.][0-9A-Za-z._-]{0,100})?$/;
const MOVING_VERSION = /^[vV]?\d{1,5}(?:\.\d{1,5})?$/;
const PEP440_PRERELEASE = /^[vV]?(\d{1,9}(?:\.\d{1,9}){0,3})(a|b|rc)(\d{1,9})$/;
/** What packaging normalises to `a`, `b` and `rc` (PEP 440, "Pre-release spelling"). */
const PEP440_SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  a: ['a', 'alpha'],
  b: ['b', 'beta'],
  rc: ['rc', 'c'],
};

/** `1.2.3-4-g7f3a6ce` comes after the tag 1.2.3 and is none itself. */
const isDescription = (text: string) => /-\d{1,9}-g[0-9a-f]{4,64}$/.test(text);

/** `1.2.3-7f3a6ce`: a pre-release by its form, a commit behind a version by habit. */
function endsInCommit(text: string): boolean {
  const last = text.split(/[-_+.]/).at(-1) ?? '';
  return isCommitHex(last) && isMixedHex(last);
}

const withoutV = (text: string) => text.replace(/^[vV](?=\d)/, '');

/** Both spellings of a version's git tag; the one written in the tag is the likelier. */
function bothSpellings(text: string, exact: number, other: number): Reading[] {
  const bare = withoutV(text);
  const readings: Reading[] = [{ kind: 'git_tag', value: text, strength: exact }];
  const toggled = bare === text ? `v${text}` : bare;
  readings.push({ kind: 'git_tag', value: toggled, strength: other });
  return readings;
}

function writer(
  id: string,
  tool: string,
  setting: string,
  render: (gitTag: string) => string | null,
): TagWriter {
  return { id, tool, setting, names: 'gitTag', render: (ref) => render(ref.gitTag) };
}

const PLAIN_SEMVER = /^v?\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/;

export const semver: TagConvention = {
  id: 'semver',
  family: 'version',
  title: 'a version, with or without the `v` of its git tag',
  source: 'Semantic Versioning 2.0.0; docker/metadata-action `type=semver`',
  writers: [
    writer(
      'metadata_semver_version',
      'docker/metadata-action',
      '`type=semver,pattern={{version}}`',
      (gitTag) => (PLAIN_SEMVER.test(gitTag) ? withoutV(gitTag) : null),
    ),
    writer('metadata_semver_raw', 'docker/metadata-action', '`type=semver,pattern={{raw}}`', (gitTag) =>
      PLAIN_SEMVER.test(gitTag) ? gitTag : null,
    ),
    writer(
      'helm_build_metadata',
      'Helm, docker/metadata-action',
      '`1.2.3+5` as `1.2.3_5` or `1.2.3-5`',
      (gitTag) => (gitTag.includes('+') ? withoutV(gitTag).replaceAll('+', '_') : null),
    ),
  ],
  derive: ({ text }) => {
    if (!SEMVER.test(text) || isDescription(text)) return [];
    const readings = endsInCommit(text) ? bothSpellings(text, 0.5, 0.45) : bothSpellings(text, 0.95, 0.9);
    // Tags cannot hold `+`, so build metadata comes as `_` (Helm) or `-` (metadata-action).
    for (const separator of ['_', '-']) {
      const at = text.indexOf(separator);
      if (at < 0) continue;
      const original = `${text.slice(0, at)}+${text.slice(at + 1)}`;
      readings.push(...bothSpellings(original, 0.6, 0.55));
    }
    return readings;
  },
};

export const movingVersion: TagConvention = {
  id: 'moving_version',
  family: 'version',
  title: 'the newest release of a major or minor version',
  source: 'docker/metadata-action `type=semver,pattern={{major}}.{{minor}}`',
  writers: [],
  derive: ({ text, marker }) => {
    // Behind a branch or a `build-` an integer counts builds.
    const counts = marker !== null && marker !== 'image' && /^\d+$/.test(text);
    if (counts || !MOVING_VERSION.test(text)) return [];
    const readings: Reading[] = [{ kind: 'mutable', value: withoutV(text), strength: 0.3 }];
    // `1.2` can be a git tag of its own; a bare integer hardly ever is, but `v3` is.
    return /^\d+$/.test(text) ? readings : [...readings, ...bothSpellings(text, 0.7, 0.6)];
  },
};

export const pep440: TagConvention = {
  id: 'pep440',
  family: 'version',
  title: 'a Python version, whose pre-release spelling was normalised',
  source: 'PEP 440 normalisation; docker/metadata-action `type=pep440`',
  writers: [
    writer('metadata_pep440', 'docker/metadata-action', '`type=pep440,pattern={{version}}`', (gitTag) => {
      const match = /^v?(\d+(?:\.\d+)*)[-._]?(a|alpha|b|beta|rc|c)[-._]?(\d+)$/.exec(gitTag);
      const letter = Object.keys(PEP440_SPELLINGS).find((key) =>
        PEP440_SPELLINGS[key]?.includes(match?.[2] ?? ''),
      );
      return match && letter ? `${match[1]}${letter}${Number(match[3])}` : null;
    }),
  ],
  derive: ({ text }) => {
    const match = PEP440_PRERELEASE.exec(text);
    if (!match) return [];
    const [, release = '', letter = '', number = ''] = match;
    const spellings = (PEP440_SPELLINGS[letter] ?? []).flatMap((word) => [
      `${release}${word}${number}`,
      `${release}-${word}.${number}`,
      `${release}-${word}${number}`,
    ]);
    return spellings.flatMap((spelling) =>
      bothSpellings(
        spelling,
        spelling === withoutV(text) ? 0.9 : 0.8,
        spelling === withoutV(text) ? 0.9 : 0.75,
      ),
    );
  },
};

export const calendarVersion: TagConvention = {
  id: 'calendar_version',
  family: 'version',
  title: 'a version made of a date',
  source: 'calver.org: YYYY.MM[.DD][-n], YY.MM',
  writers: [
    writer('calver', 'release scripts', '`date +%Y.%m.%d`', (gitTag) =>
      /^v?20\d\d\.\d{1,2}(?:\.\d{1,2})?$/.test(gitTag) ? gitTag : null,
    ),
  ],
  derive: ({ text }) => {
    const match = /^v?(?:20\d\d[.-]|[1-9]\d\.)(\d{1,2})(?:[.-]\d{1,9}){0,3}$/.exec(text);
    if (!match || Number(match[1]) < 1 || Number(match[1]) > 12) return [];
    return bothSpellings(text, 0.9, 0.8);
  },
};

export const versionSlug: TagConvention = {
  id: 'version_slug',
  family: 'version',
  title: 'a version whose dots became hyphens',
  source: 'GitLab CI `CI_COMMIT_REF_SLUG`: every character outside a-z and 0-9 becomes `-`',
  writers: [
    writer('gitlab_tag_slug', 'GitLab CI', '`$CI_COMMIT_REF_SLUG` of a tag', (gitTag) =>
      /^v?\d+\.\d+\.\d+$/.test(gitTag) ? gitTag.replaceAll('.', '-') : null,
    ),
  ],
  derive: ({ text }) =>
    /^v?\d{1,9}(?:-\d{1,9}){1,3}$/.test(text) ? bothSpellings(text.replaceAll('-', '.'), 0.6, 0.5) : [],
};

const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;

export const gitTag: TagConvention = {
  id: 'git_tag',
  family: 'name',
  title: 'a git tag, as it is',
  source: 'docker/metadata-action `type=ref,event=tag`, GitLab `CI_COMMIT_TAG`, Cloud Build `TAG_NAME`',
  writers: [
    writer('metadata_ref_tag', 'docker/metadata-action', '`type=ref,event=tag`', (gitTag) =>
      metadataSanitise(gitTag) === gitTag ? gitTag : null,
    ),
    writer('gitlab_commit_tag', 'GitLab CI', '`$CI_COMMIT_TAG`', (gitTag) =>
      metadataSanitise(gitTag) === gitTag ? gitTag : null,
    ),
    writer('git_describe_exact', 'git, skaffold', '`git describe --tags` on a tag', (gitTag) =>
      metadataSanitise(gitTag) === gitTag ? gitTag : null,
    ),
  ],
  // Any text can be a git tag; one without a version in it is rarely.
  derive: ({ text, marker }) =>
    (marker === null || marker === 'image') && TAG.test(text)
      ? [{ kind: 'git_tag', value: text, strength: /\d\.\d/.test(text) ? 0.7 : 0.4 }]
      : [],
};

export const packageGitTag: TagConvention = {
  id: 'package_git_tag',
  family: 'version',
  title: 'a version of one package of a repository, after the image name',
  source: 'release-please, changesets and Go modules: `api-v1.2.3`, `api@1.2.3`, `api/v1.2.3`',
  writers: [
    writer('release_please', 'release-please', '`include-component-in-tag`', (gitTag) =>
      /^api-v\d/.test(gitTag) ? gitTag : null,
    ),
    writer('go_module_tag', 'docker/metadata-action', '`type=ref,event=tag` of `api/v1.2.3`', (gitTag) =>
      /^api[/@]v?\d/.test(gitTag) ? metadataSanitise(gitTag) : null,
    ),
  ],
  derive: ({ text, marker }, { imageBasename }) => {
    if (marker !== 'image' || !imageBasename || !MOVING_VERSION.test(text) === !SEMVER.test(text)) return [];
    return ['-', '/', '@'].map((separator, index) => ({
      kind: 'git_tag',
      value: `${imageBasename}${separator}${text}`,
      strength: index === 0 ? 0.9 : 0.85,
    }));
  },
};
