import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { stripPrefixes, withoutSuffixes } from './affixes.js';
import { TAG_CONVENTIONS } from './catalog.js';
import type { BuildRef, TagConvention } from './convention.js';
import { knownNames } from './known-names.js';
import { nearMiss } from './near-miss/near-miss.js';
import { SLUG_RULES } from './slugs.js';
import { isTag } from './tag-grammar.js';
import { NEAR_MISS_RULES, type NearMissRule } from './types.js';

const PAGE = new URL('../../../../docs/tags.md', import.meta.url);

/** The build that the examples are of. */
const BUILD: BuildRef = {
  commit: '7f3a6ce1d0b9482f5e6c7a8b9d0e1f2a3b4c5d6e',
  tree: 'c0ffee5d2b7a49180f3e6d5c4b3a29180716f5e4',
  branch: 'feature/Login',
  gitTag: 'v1.8.3',
  pullRequest: 42,
  runNumber: 812,
  runAttempt: 1,
  runId: 9_876_543_210,
  startedAt: '2024-03-05T10:20:30Z',
  objectCount: 40_000,
};
/** Tools that need another git tag than the example build's to write anything. */
const OTHER_GIT_TAGS = ['v1.8.3+5', 'v1.9.0-beta.2', '2024.03.05', 'api-v1.8.3', 'api/v1.8.3'];
const CONTEXT = { imageBasename: 'api', branches: [BUILD.branch] };

const NEAR_MISSES: Readonly<Record<NearMissRule, readonly [asked: string, pushed: string, what: string]>> = {
  sha_length: [
    'sha-7f3a6ce1',
    'sha-7f3a6ce',
    'the commit was abbreviated to another length, 7 digits at least',
  ],
  prefix: ['7f3a6ce', 'sha-7f3a6ce', 'the same commit or version behind another known prefix'],
  suffix: ['1.8.3', '1.8.3-alpine', 'the same commit or version before another known suffix'],
  case: ['Main', 'main', 'upper and lower case'],
  slug: ['feature-login', 'feature--login', 'one branch name under two slug rules'],
  number: ['8.202758e+06', '8202758', 'the tag was not quoted and became a number'],
  arch_suffix: ['1.8.3', '1.8.3-amd64', 'only the image of one platform carries the name'],
  v_prefix: ['v1.8.3', '1.8.3', 'the `v` of the git tag'],
  calendar_padding: ['2024.3.5', '2024.03.05', 'leading zeros of a date'],
};

/** Tools whose tags say nothing about the source; what to know about them instead. */
const SILENT_TOOLS: readonly (readonly [tool: string, note: string])[] = [
  [
    'ko',
    'tags `latest` unless `--tags` is given; the name ends in a hash of the import path; `created` is 1970-01-01',
  ],
  ['jib', 'tags as configured; `created` is 1970-01-01 unless set'],
  ['Cloud Native Buildpacks, Spring Boot', '`created` is 1980-01-01 unless set'],
  ['kaniko', 'takes `--destination` as it is; `--reproducible` zeroes all times'],
  ['werf', 'tags by a digest of the content, from which no commit follows: use the labels'],
];

const cell = (text: string) => text.replaceAll('|', '\\|');
const row = (...cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
const table = (head: readonly string[], rows: readonly string[]) =>
  [row(...head), row(...head.map(() => '---')), ...rows].join('\n');

/** A convention's own strengths on what its writers write; another convention may read it more strongly. */
function strengthsOf({ id, writers, derive }: TagConvention): string {
  const tags = [...writers.map(({ render }) => exampleOf(render)), id === 'digits_sha' ? '8202758' : null];
  const known = knownNames(CONTEXT);
  const strengths = tags.flatMap((tag) =>
    stripPrefixes(withoutSuffixes(tag ?? '').text, known.prefixes).flatMap((form) =>
      derive(form, known).map(({ strength }) => strength),
    ),
  );
  const found = [...new Set(strengths)].sort((a, b) => a - b);
  return found.length > 1 ? `${found[0]} to ${found.at(-1)}` : String(found[0]);
}

function exampleOf(render: (ref: BuildRef) => string | null): string | null {
  const tags = [BUILD.gitTag, ...OTHER_GIT_TAGS].map((gitTag) => render({ ...BUILD, gitTag }));
  return tags.find((tag) => tag !== null && isTag(tag)) ?? null;
}

const tagOrNone = (text: string) => (isTag(text) ? `\`${text}\`` : 'no tag');

function page(): string {
  const conventions = TAG_CONVENTIONS.map((convention) =>
    row(`\`${convention.id}\``, convention.title, strengthsOf(convention), convention.source),
  );
  const writers = TAG_CONVENTIONS.flatMap(({ id, writers }) =>
    writers.map(({ tool, setting, render }) => row(tool, setting, `\`${exampleOf(render)}\``, `\`${id}\``)),
  );
  const slugs = SLUG_RULES.map(({ id, tool, source, slug }) =>
    row(`\`${id}\``, tool, tagOrNone(slug('feature/Login_#2.x')), source),
  );
  const misses = NEAR_MISS_RULES.map((rule) => {
    const [asked, pushed, what] = NEAR_MISSES[rule];
    return row(
      `\`${rule}\``,
      what,
      `\`${asked}\``,
      `\`${pushed}\``,
      nearMiss(asked, pushed)?.explanation ?? '',
    );
  });
  const silent = SILENT_TOOLS.map(([tool, note]) => row(tool, note));
  return `<!-- Written by libs/domain/src/tag/tags-doc.spec.ts with UPDATE_DOCS=1; do not edit. -->
# Tags: what they stand for

A tag is read under every convention below; each reading is a candidate with a strength, and only what is recorded
about the source repository decides between them. The strength says how ambiguous the convention itself is. A reading
that needs an exact hit is never believed on its form alone.

Before it is read, a tag loses what is known to stand around a commit or a version: the prefixes \`sha-\`, \`git-\`,
\`commit-\`, \`build-\`, \`pr-<n>-\`, the image's own name and the slugs of known branches; the suffixes \`-dirty\`, a
platform (\`-arm64\`, \`-linux-amd64\`, …) and \`-alpine\`, \`-slim\`, \`-debug\`. A tag that YAML or a template turned into
a number (\`8.202758e+06\`, \`%!s(int64=8202758)\`, \`1.1\` for \`1.10\`) is read back.

## Conventions

${table(['Rule', 'The tag is', 'Strength', 'Defined by'], conventions)}

## Who writes what

For commit \`${BUILD.commit}\` on branch \`${BUILD.branch}\`, git tag \`${BUILD.gitTag}\` (or one like it), pull request
${BUILD.pullRequest}, run ${BUILD.runNumber} with id ${BUILD.runId}, at ${BUILD.startedAt}, in a clone of ${BUILD.objectCount} objects.

${table(['Tool', 'Setting', 'Tag', 'Rule'], writers)}

\`git rev-parse --short\` and \`git describe\` abbreviate by the number of objects in the clone at hand: 7 digits up to
16,383 objects, 8 up to 65,535, 9 up to 262,143, and so on. A shallow clone in CI and a full clone at a desk therefore
write different tags for one commit.

## Slugs of the branch \`feature/Login_#2.x\`

${table(['Rule', 'Tool', 'Slug', 'Defined by'], slugs)}

## Near-misses

Two tags are called spellings of one another by a named rule only; likeness never makes a verdict.

${table(['Rule', 'What differs', 'Asked for', 'Pushed', 'Explanation'], misses)}

## Tools whose tags name no source

${table(['Tool', 'What to know'], silent)}
`;
}

it('docs/tags.md says what the catalog does (UPDATE_DOCS=1 rewrites it)', () => {
  const rendered = page();
  if (process.env.UPDATE_DOCS === '1') writeFileSync(PAGE, rendered);
  expect(readFileSync(PAGE, 'utf8')).toBe(rendered);
});

it.each(NEAR_MISS_RULES)('the example of %s is one', (rule) => {
  const [asked, pushed] = NEAR_MISSES[rule];
  expect(nearMiss(asked, pushed)?.rule).toBe(rule);
});

it('has an example of everything that writes tags', () => {
  const silent = TAG_CONVENTIONS.flatMap(({ writers }) => writers).filter(
    ({ render }) => exampleOf(render) === null,
  );
  expect(silent.map(({ id }) => id)).toEqual([]);
});
