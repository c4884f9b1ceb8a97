import { spawn } from 'node:child_process';
import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ended } from '../test/support/miniature-checkout.js';
import { temporaryDirectory } from '../test/support/temporary-directory.js';

const ROOT = path.resolve(import.meta.dirname, '..');
const COPIED = ['libs', 'scripts', 'test/support', 'test/setup', 'package.json', 'vitest.config.ts'];
const SETTINGS = ['tsconfig.json', 'biome.json'];

/** The checkout as far as adapters reach, with the installed packages of the real one. */
async function copyOfCheckout() {
  const root = await temporaryDirectory();
  for (const name of [...COPIED, ...SETTINGS])
    await cp(path.join(ROOT, name), path.join(root, name), { recursive: true });
  await symlink(path.join(ROOT, 'node_modules'), path.join(root, 'node_modules'));
  const node = (...args: string[]) =>
    ended(
      spawn(process.execPath, args, {
        cwd: root,
        env: { ...process.env, FUZZ_RUNS: '100', NO_COLOR: '1', FORCE_COLOR: '0' },
      }),
    );
  return { root, node, add: (...args: string[]) => node('scripts/new-adapter.mjs', ...args) };
}

describe('new:adapter', () => {
  it.each([
    ['ci', 'acme'],
    ['registry', 'acme-hub'],
  ])('adds to %s what the conformance suite, the compiler and the formatter accept', async (library, id) => {
    const { root, node, add } = await copyOfCheckout();
    const { code, stdout } = await add(library, id);
    expect(code).toBe(0);
    const file = `libs/${library}/src/${id}.ts`;
    expect(stdout.split('\n').slice(0, 4)).toEqual([
      file,
      `libs/${library}/src/catalog.ts`,
      expect.stringMatching(`libs/${library}/fixtures/${id}/.*\\.request\\.json`),
      expect.stringMatching(`libs/${library}/fixtures/${id}/.*\\.expected\\.json`),
    ]);
    const suite = `libs/${library}/src/conformance.spec.ts`;
    const tested = await node(
      'node_modules/vitest/vitest.mjs',
      'run',
      suite,
      '-t',
      `catalog|${id}`,
      '--reporter=verbose',
    );
    expect(tested.code, tested.stdout + tested.stderr).toBe(0);
    expect(tested.stdout).toMatch(new RegExp(`✓.*'${id}'.*becomes what is expected`));
    await writeFile(
      path.join(root, 'tsconfig.new.json'),
      JSON.stringify({ extends: './tsconfig.json', include: [file, `libs/${library}/src/catalog.ts`] }),
    );
    const typed = await node('node_modules/typescript/bin/tsc', '-p', 'tsconfig.new.json', '--noEmit');
    expect(typed.code, typed.stdout).toBe(0);
    const formatted = await node(
      'node_modules/@biomejs/biome/bin/biome',
      'check',
      '--vcs-enabled=false',
      `libs/${library}/src`,
    );
    expect(formatted.code, formatted.stdout + formatted.stderr).toBe(0);
  });

  it.each([
    [['ci', 'github'], 1, 'libs/ci/src/github.ts exists already'],
    [['forge', 'acme'], 2, 'usage: npm run new:adapter'],
    [['ci', '../acme'], 2, 'usage: npm run new:adapter'],
    [['ci'], 2, 'usage: npm run new:adapter'],
  ])('writes nothing for %j', async (args, status, told) => {
    const { root, add } = await copyOfCheckout();
    const catalog = () => readFile(path.join(root, 'libs/ci/src/catalog.ts'), 'utf8');
    const before = await catalog();
    const { code, stderr, stdout } = await add(...args);
    expect({ code, stdout }).toEqual({ code: status, stdout: '' });
    expect(stderr).toContain(told);
    expect(await catalog()).toBe(before);
  });
});
