import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');

const lines = (count: number): string => '  console.warn();\n'.repeat(count);

/** A file, by its path in the checkout, that breaks each rule that the house relies on. */
const BREAKS: readonly (readonly [rule: string, file: string, text: string])[] = [
  ['house(exported-docstring)', 'libs/domain/src/a.ts', 'export function a() {}\n'],
  ['house(exported-docstring)', 'libs/domain/src/a.ts', 'export const a = () => 1;\n'],
  ['house(plain-names)', 'libs/domain/src/a.ts', '/** A store. */\nexport interface IStore {}\n'],
  ['house(plain-names)', 'libs/domain/src/a.ts', '/** A store. */\nexport class StoreImpl {}\n'],
  ['house(no-abstract-class)', 'libs/domain/src/a.ts', '/** A base. */\nexport abstract class Base {}\n'],
  ['house(telling-folders)', 'libs/domain/src/utils/a.ts', 'export {};\n'],
  ['eslint(max-lines)', 'libs/domain/src/a.ts', 'export {};\n'.repeat(251)],
  [
    'eslint(max-lines-per-function)',
    'apps/api/src/a.ts',
    `/** A. */\nexport function a() {\n${lines(50)}}\n`,
  ],
  ['unicorn(filename-case)', 'libs/domain/src/someThing.ts', 'export {};\n'],
  ['eslint(no-console)', 'libs/platform/src/a.ts', 'console.log(1);\n'],
  ['node(no-process-env)', 'libs/store/src/a.ts', 'export const a = process.env.HOME;\n'],
  ['import(no-default-export)', 'libs/domain/src/a.ts', 'export default 1;\n'],
  ['typescript(no-explicit-any)', 'libs/domain/src/a.ts', 'export let a: any;\n'],
  ['typescript(no-floating-promises)', 'libs/domain/src/a.ts', 'Promise.resolve();\n'],
  ['eslint(no-unused-vars)', 'libs/domain/src/a.ts', 'const a = 1;\nexport {};\n'],
  ['eslint(no-warning-comments)', 'libs/domain/src/a.ts', '// TODO\nexport {};\n'],
  [
    'vitest(no-disabled-tests)',
    'libs/domain/src/a.spec.ts',
    "import { it } from 'vitest';\nit.skip('a', () => {});\n",
  ],
  [
    'vitest(expect-expect)',
    'libs/domain/src/a.spec.ts',
    "import { it } from 'vitest';\nit('a', () => {});\n",
  ],
];

/** The same with the exception that the configuration makes. */
const ALLOWED: readonly (readonly [what: string, file: string, text: string])[] = [
  [
    'process.env where configuration is read',
    'libs/platform/src/config/a.ts',
    'export const a = process.env.HOME;\n',
  ],
  ['long specs', 'libs/domain/src/a.spec.ts', 'export {};\n'.repeat(300)],
  ['the default export of a configuration', 'apps/web/vite.config.ts', 'export default 1;\n'],
];

const ALL = [...BREAKS, ...ALLOWED];

/** All cases lie in one small tree, so that one run of oxlint serves them; files called `a` get a number. */
const fileOf = (index: number): string => (ALL[index]?.[1] ?? '').replace(/\/a\./, `/a${index}.`);

let said: readonly string[] = [];

beforeAll(async () => {
  await mkdir(path.join(ROOT, '.cache'), { recursive: true });
  // In the checkout, so that its configuration and its plugins are found.
  const directory = await mkdtemp(path.join(ROOT, '.cache', 'lint-rules-'));
  await writeFile(
    path.join(directory, '.oxlintrc.json'),
    JSON.stringify({ extends: ['../../.oxlintrc.json'] }),
  );
  await writeFile(path.join(directory, 'tsconfig.json'), JSON.stringify({ extends: '../../tsconfig.json' }));
  for (const [index, [, , text]] of ALL.entries()) {
    const file = path.join(directory, fileOf(index));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  const command = path.join(ROOT, 'node_modules', '.bin', 'oxlint');
  const output = await new Promise<string>((resolve) => {
    execFile(
      command,
      ['--no-ignore', '-f', 'unix', ...ALL.map((_case, index) => fileOf(index))],
      { cwd: directory },
      (_error, stdout, stderr) => resolve(stdout + stderr),
    );
  });
  said = output.split('\n');
  await rm(directory, { recursive: true, force: true });
});

const saidOf = (index: number): string =>
  said.filter((line) => line.startsWith(`${fileOf(index)}:`)).join('\n');

describe('the lint rules', () => {
  it.each(BREAKS.map(([rule], index) => [rule, index] as const))(
    'see what breaks %s (case %i)',
    (rule, index) => {
      expect(saidOf(index)).toContain(rule);
    },
  );

  it.each(ALLOWED.map(([what], index) => [what, BREAKS.length + index] as const))(
    'allow %s',
    (_what, index) => {
      expect(saidOf(index)).toBe('');
    },
  );
});
