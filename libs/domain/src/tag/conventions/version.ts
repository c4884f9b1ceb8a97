import type { TagConvention } from '../convention.js';
import { isCommitHex, isMixedHex } from '../hex.js';
import { bothSpellings, gitTagWriter, MOVING_VERSION, SEMVER, withoutV } from './version-text.js';

/** `1.2.3-4-g7f3a6ce` comes after the tag 1.2.3 and is none itself. */
const isDescription = (text: string) => /-\d{1,9}-g[0-9a-f]{4,64}$/.test(text);

/** `1.2.3-7f3a6ce`: a pre-release by its form, a commit behind a version by habit. */
function endsInCommit(text: string): boolean {
  const last = (text.split(/[-_+.]/).at(-1) ?? '').replace(/^[gh](?=[0-9a-f]{7})/, '');
  return isCommitHex(last) && isMixedHex(last);
}

const PLAIN_SEMVER = /^v?\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/;

export const semver: TagConvention = {
  id: 'semver',
  family: 'version',
  title: 'a version, with or without the `v` of its git tag',
  source: 'Semantic Versioning 2.0.0; docker/metadata-action `type=semver`',
  writers: [
    gitTagWriter(
      'metadata_semver_version',
      'docker/metadata-action',
      '`type=semver,pattern={{version}}`',
      (gitTag) => (PLAIN_SEMVER.test(gitTag) ? withoutV(gitTag) : null),
    ),
    gitTagWriter(
      'metadata_semver_raw',
      'docker/metadata-action',
      '`type=semver,pattern={{raw}}`',
      (gitTag) => (PLAIN_SEMVER.test(gitTag) ? gitTag : null),
    ),
    gitTagWriter('helm_build_metadata', 'Helm', '`1.2.3+5` written `1.2.3_5`', (gitTag) =>
      gitTag.includes('+') ? withoutV(gitTag).replaceAll('+', '_') : null,
    ),
    gitTagWriter(
      'metadata_build_metadata',
      'docker/metadata-action',
      '`1.2.3+5` written `1.2.3-5`',
      (gitTag) => (/^v?\d+\.\d+\.\d+\+/.test(gitTag) ? withoutV(gitTag).replaceAll('+', '-') : null),
    ),
  ],
  derive: ({ text }) => {
    if (!SEMVER.test(text) || isDescription(text)) return [];
    // Tags cannot hold `+`, so build metadata comes as `_` (Helm) or `-` (metadata-action).
    const metadata = ['_', '-'].flatMap((separator) => {
      const at = text.indexOf(separator);
      return at < 0 ? [] : bothSpellings(`${text.slice(0, at)}+${text.slice(at + 1)}`, 0.6, 0.55);
    });
    const exact = endsInCommit(text) ? bothSpellings(text, 0.5, 0.45) : bothSpellings(text, 0.95, 0.9);
    return [...exact, ...metadata];
  },
};

export const movingVersion: TagConvention = {
  id: 'moving_version',
  family: 'version',
  title: 'the newest release of a major or minor version',
  source: 'docker/metadata-action `type=semver,pattern={{major}}.{{minor}}`',
  writers: [
    {
      id: 'metadata_semver_minor',
      tool: 'docker/metadata-action',
      setting: '`type=semver,pattern={{major}}.{{minor}}`',
      names: null,
      render: (ref) => /^v?(\d+\.\d+)\.\d+$/.exec(ref.gitTag)?.[1] ?? null,
    },
  ],
  derive: ({ text, marker }) => {
    // Behind a branch or a `build-` an integer counts builds.
    const counts = marker !== null && marker !== 'image' && /^\d+$/.test(text);
    if (counts || !MOVING_VERSION.test(text)) return [];
    const moving = { kind: 'mutable', value: withoutV(text), strength: 0.3 } as const;
    // `1.2` can be a git tag of its own; a bare integer hardly ever is, but `v3` is.
    return /^\d+$/.test(text) ? [moving] : [moving, ...bothSpellings(text, 0.7, 0.6)];
  },
};

export const calendarVersion: TagConvention = {
  id: 'calendar_version',
  family: 'version',
  title: 'a version made of a date',
  source: 'calver.org: YYYY.MM[.DD][-n], YY.MM',
  writers: [
    gitTagWriter('calver', 'release scripts', '`date +%Y.%m.%d`', (gitTag) =>
      /^v?20\d\d\.\d{1,2}(?:\.\d{1,2})?$/.test(gitTag) ? gitTag : null,
    ),
  ],
  derive: ({ text }) => {
    const month = /^v?(?:20\d\d[.-]|[1-9]\d\.)(\d{1,2})(?:[.-]\d{1,9}){0,3}$/.exec(text)?.[1];
    return month && Number(month) >= 1 && Number(month) <= 12 ? bothSpellings(text, 0.9, 0.8) : [];
  },
};

export const versionSlug: TagConvention = {
  id: 'version_slug',
  family: 'version',
  title: 'a version whose dots became hyphens',
  source: 'GitLab CI `CI_COMMIT_REF_SLUG`: every character outside a-z and 0-9 becomes `-`',
  writers: [
    gitTagWriter('gitlab_tag_slug', 'GitLab CI', '`$CI_COMMIT_REF_SLUG` of a git tag', (gitTag) =>
      /^v?\d+\.\d+\.\d+$/.test(gitTag) ? gitTag.replaceAll('.', '-') : null,
    ),
  ],
  derive: ({ text }) =>
    /^v?\d{1,9}(?:-\d{1,9}){1,3}$/.test(text) ? bothSpellings(text.replaceAll('-', '.'), 0.6, 0.5) : [],
};
