import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from './paths.mjs';

/** Files under the given paths (relative to the root), sorted, that `keep` accepts by their relative path. */
export function filesUnder(paths, keep = () => true) {
  const found = [];
  const visit = (relative) => {
    const absolute = inRoot(relative);
    if (!existsSync(absolute)) return;
    if (!statSync(absolute).isDirectory()) {
      if (keep(relative)) found.push(relative);
      return;
    }
    for (const name of readdirSync(absolute)) {
      if (name !== 'node_modules' && name !== 'fixtures') visit(path.join(relative, name));
    }
  };
  for (const start of paths) visit(start);
  return found.sort();
}

/** A hash of names and contents. Contents and not times: a branch switched there and back builds nothing. */
export function fingerprint(files, extra = '') {
  const hash = createHash('sha256').update(extra);
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(inRoot(file)));
  return hash.digest('hex');
}

const stampFile = (name) => inRoot('.cache', 'stamps', name);

/** The fingerprint that step `name` last completed with, or null. */
export const readStamp = (name) => {
  try {
    return readFileSync(stampFile(name), 'utf8');
  } catch {
    return null;
  }
};

/** Forgets a step before it runs again: one that is interrupted counts as never done. */
export const clearStamp = (name) => rmSync(stampFile(name), { force: true });

/** Remembers what a step completed with. */
export function writeStamp(name, value) {
  mkdirSync(path.dirname(stampFile(name)), { recursive: true });
  writeFileSync(stampFile(name), value);
}
