import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const WEB = path.join(ROOT, 'apps/web');
const CONFIG = path.join(WEB, 'vite.config.ts');
const VITE = path.join(ROOT, 'node_modules/vite/bin/vite.js');

const run = promisify(execFile);

/** `development` is slower and larger, and React says in the console what is wrong with its elements. */
export type Kind = 'production' | 'development';

/**
 * The folder of the page, built by the page's own configuration from what is in the checkout now.
 * Several test files may ask at the same time; equal sources give the same folder, built once.
 */
export async function builtPage(kind: Kind): Promise<string> {
  const folder = path.join(ROOT, 'test/output/web', `${kind}-${await fingerprint()}`);
  if (existsSync(folder)) return folder;
  const own = `${folder}.${process.pid}`;
  // A process of its own, because the test runner's NODE_ENV would choose React's development build.
  await run(process.execPath, [VITE, 'build', '--config', CONFIG, '--mode', kind, '--outDir', own], {
    env: { ...process.env, NODE_ENV: kind },
  });
  // Whoever is second finds the folder there and has built the same.
  await rename(own, folder).catch(() => rm(own, { recursive: true }));
  return folder;
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const inside = await readdir(WEB, { recursive: true, withFileTypes: true });
  const files = inside
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  for (const file of [...files.sort(), path.join(ROOT, 'package-lock.json')]) {
    hash.update(file).update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 12);
}
