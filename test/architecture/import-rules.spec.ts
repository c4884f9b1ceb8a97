import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { cruise, type IConfiguration, type ICruiseResult } from 'dependency-cruiser';
import { describe, expect, it, onTestFinished } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const CONFIGURATION = path.join(ROOT, '.dependency-cruiser.mjs');

const { default: configuration }: { default: IConfiguration } = await import(CONFIGURATION);
const RULES = configuration.forbidden ?? [];
const { doNotFollow, tsPreCompilationDeps, enhancedResolveOptions } = configuration.options ?? {};

/** Files of a small tree: their paths and contents. */
type Tree = Readonly<Record<string, string>>;

const importing = (specifier: string): string => `import '${specifier}';\n`;

/** One tree per rule that breaks this rule. */
const BREAKS: Readonly<Record<string, Tree>> = {
  'domain-knows-its-place': { 'libs/domain/src/a.ts': importing('#pipeline') },
  'pipeline-knows-its-place': { 'libs/pipeline/src/a.ts': importing('#store') },
  'contract-knows-its-place': { 'libs/contract/src/a.ts': importing('#domain') },
  'platform-knows-its-place': { 'libs/platform/src/a.ts': importing('#domain') },
  'store-knows-its-place': { 'libs/store/src/a.ts': importing('#queue') },
  'queue-knows-its-place': { 'libs/queue/src/a.ts': importing('#store') },
  'ci-knows-its-place': { 'libs/ci/src/a.ts': importing('#registry') },
  'registry-knows-its-place': { 'libs/registry/src/a.ts': importing('#ci') },
  'scm-knows-its-place': { 'libs/scm/src/a.ts': importing('#ci') },
  'channel-knows-its-place': { 'libs/channel/src/a.ts': importing('#registry') },
  'cluster-knows-its-place': { 'libs/cluster/src/a.ts': importing('#app/api') },
  'nest-is-confined': { 'libs/platform/src/a.ts': importing('@nestjs/common') },
  'prisma-is-confined': { 'libs/queue/src/a.ts': importing('@prisma/client') },
  'postgres-is-confined': { 'apps/api/src/a.ts': importing('pg') },
  'queue-is-confined': { 'apps/worker/src/a.ts': importing('bullmq') },
  'kubernetes-is-confined': { 'apps/agent/src/a.ts': importing('@kubernetes/client-node') },
  'octokit-is-confined': { 'libs/ci/src/a.ts': importing('@octokit/rest') },
  'domain-is-pure': { 'libs/domain/src/a.ts': importing('node:crypto') },
  'contract-is-zod-only': { 'libs/contract/src/a.ts': importing('yaml') },
  'page-knows-the-contract-only': { 'apps/web/src/a.tsx': importing('#platform') },
  'apps-by-their-front-door': { 'apps/standalone/src/a.ts': importing('../../api/src/inside.js') },
  'libraries-by-their-front-door': { 'apps/api/src/a.ts': importing('../../../libs/platform/src/inside.js') },
  'no-test-code-in-the-product': { 'libs/platform/src/a.ts': importing('vitest') },
  'no-development-packages-in-the-product': { 'libs/platform/src/a.ts': importing('typescript') },
  'no-cycles': { 'apps/api/src/a.ts': importing('./b.js'), 'apps/api/src/b.ts': importing('./a.js') },
  'no-orphans': { 'apps/api/src/a.ts': 'export const a = 1;\n' },
  'no-missing-imports': { 'apps/api/src/a.ts': importing('no-such-package') },
};

/** Imports that the rules are there to allow. */
const ALLOWED: Tree = {
  'libs/domain/src/a.spec.ts': importing('vitest'),
  'libs/pipeline/src/a.ts': importing('#domain'),
  'libs/contract/src/a.ts': importing('zod'),
  'libs/platform/src/a.ts': importing('node:crypto'),
  'libs/store/src/a.ts': importing('pg') + importing('@prisma/client') + importing('#pipeline'),
  'libs/queue/src/a.ts': importing('bullmq') + importing('pg') + importing('#domain'),
  'libs/ci/src/a.ts': importing('#platform') + importing('zod'),
  'apps/api/src/a.ts': importing('@nestjs/common') + importing('#store') + importing('#contract'),
  'apps/standalone/src/a.ts': importing('#app/api') + importing('#app/worker'),
  'apps/web/src/a.tsx': importing('react') + importing('#contract'),
};

const libraries = ['domain', 'pipeline', 'contract', 'platform', 'store', 'queue', 'ci', 'registry'];

/** What all trees have: every library and app with an index, and a file behind it. */
const FRAME: Tree = Object.fromEntries(
  [...libraries.map((name) => `libs/${name}`), 'apps/api', 'apps/worker', 'apps/standalone'].flatMap(
    (folder) => [
      [`${folder}/src/index.ts`, importing('./inside.js')],
      [`${folder}/src/inside.ts`, 'export const inside = 1;\n'],
    ],
  ),
);

/** The names of the rules that a tree breaks. It lies in the checkout, so that installed packages are found. */
const brokenIn = async (tree: Tree): Promise<readonly string[]> => {
  await mkdir(path.join(ROOT, '.cache'), { recursive: true });
  const baseDir = await mkdtemp(path.join(ROOT, '.cache', 'import-rules-'));
  onTestFinished(() => rm(baseDir, { recursive: true, force: true }));
  const manifest = await readFile(path.join(ROOT, 'package.json'), 'utf8');
  for (const [file, content] of Object.entries({ ...FRAME, ...tree, 'package.json': manifest })) {
    await mkdir(path.join(baseDir, path.dirname(file)), { recursive: true });
    await writeFile(path.join(baseDir, file), content);
  }
  const { output } = await cruise(
    ['apps', 'libs'],
    { baseDir, validate: true, ruleSet: { forbidden: RULES }, doNotFollow, tsPreCompilationDeps },
    enhancedResolveOptions,
  );
  const { summary } = output as ICruiseResult;
  return [...new Set(summary.violations.map(({ rule }) => rule.name))];
};

describe('the import rules', () => {
  it('are each tried with a bad import', () => {
    expect(Object.keys(BREAKS).sort()).toEqual(RULES.map(({ name }) => name ?? '').sort());
  });

  it.each(Object.entries(BREAKS))('see what breaks %s', async (rule, tree) => {
    expect(await brokenIn(tree)).toContain(rule);
  });

  it('hold in this checkout', async () => {
    const command = path.join(ROOT, 'node_modules', '.bin', 'depcruise');
    const args = ['--config', CONFIGURATION, '--output-type', 'err', 'apps', 'libs', 'test'];
    const { stdout } = await promisify(execFile)(command, args, { cwd: ROOT }).catch((failed) => failed);
    expect(stdout).toContain('no dependency violations found');
  });

  it('allow what the architecture wants', async () => {
    expect(await brokenIn(ALLOWED)).toEqual([]);
  });
});
