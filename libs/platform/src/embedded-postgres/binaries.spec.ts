import { copyFile, mkdir, readFile, readlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../../../../test/support/temporary-directory.js';
import { completeLinks, findBinaries, programOf } from './binaries.js';
import { runProgram } from './program.js';

/** A package as npm unpacks it: libraries without their links, and the real script that makes them. */
const unpacked = async (): Promise<string> => {
  const { root: native } = await findBinaries();
  const root = await temporaryDirectory();
  await mkdir(path.join(root, 'native', 'lib'), { recursive: true });
  await mkdir(path.join(root, 'scripts'));
  await writeFile(path.join(root, 'package.json'), '{"type":"module"}');
  await copyFile(
    path.join(native, '..', 'scripts', 'hydrate-symlinks.js'),
    path.join(root, 'scripts', 'hydrate-symlinks.js'),
  );
  return root;
};

const demandLink = (root: string, target: string): Promise<void> =>
  writeFile(
    path.join(root, 'native', 'pg-symlinks.json'),
    JSON.stringify([{ source: `${path.dirname(target)}/libpq.so.5.18`, target }]),
  );

describe('the packaged PostgreSQL', () => {
  it('runs here', async () => {
    const { code, output } = await runProgram(programOf(await findBinaries(), 'postgres'), ['--version']);
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('PostgreSQL) 18.') });
  });

  it('gets the links that npm archives cannot hold', async () => {
    const root = await unpacked();
    const library = path.join(root, 'native', 'lib', 'libpq.so.5.18');
    await writeFile(library, 'a library');
    await demandLink(root, 'native/lib/libpq.so.5');
    await completeLinks(root);
    const link = path.join(root, 'native', 'lib', 'libpq.so.5');
    expect(await readlink(link)).toBe('libpq.so.5.18');
    expect(await readFile(link, 'utf8')).toBe('a library');
  });

  it('is reported as missing when the links cannot be made', async () => {
    const root = await unpacked();
    await demandLink(root, 'native/no-such-directory/libpq.so.5');
    await expect(completeLinks(root)).rejects.toMatchObject({
      code: 'binaries_missing',
      message: expect.stringContaining('DATABASE_URL'),
    });
  });
});
