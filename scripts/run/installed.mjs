import { readFileSync } from 'node:fs';
import { inRoot } from './paths.mjs';

const readJson = (...parts) => {
  try {
    return JSON.parse(readFileSync(inRoot(...parts), 'utf8'));
  } catch {
    return null;
  }
};

const sameEntries = (a = {}, b = {}) => {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
};

/** Npm writes `os` and `cpu` as lists; only the plain form is used by the packages that matter here. */
const fitsThisMachine = ({ os, cpu }) =>
  (!os || os.includes(process.platform)) && (!cpu || cpu.includes(process.arch));

/**
 * Whether node_modules is what package-lock.json asks for. Npm keeps the lock file of what it installed in
 * node_modules/.package-lock.json and writes it last, so an interrupted installation has none. Comparing the two
 * needs no stamp of our own and accepts an `npm install` made by hand.
 */
export function dependenciesInstalled() {
  const wanted = readJson('package-lock.json')?.packages;
  const present = readJson('node_modules', '.package-lock.json')?.packages;
  const manifest = readJson('package.json');
  if (!wanted || !present || !manifest) return false;
  const root = wanted[''] ?? {};
  return (
    sameEntries(manifest.dependencies, root.dependencies) &&
    sameEntries(manifest.devDependencies, root.devDependencies) &&
    Object.entries(wanted).every(([name, entry]) => name === '' || entry.optional || present[name]) &&
    Object.entries(present).every(
      ([name, entry]) =>
        wanted[name]?.version === entry.version &&
        wanted[name]?.integrity === entry.integrity &&
        fitsThisMachine(entry),
    )
  );
}
