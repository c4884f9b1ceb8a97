import { readFileSync } from 'node:fs';
import type { SubstitutionSource } from './substitute.js';

/** An environment variable; absent and empty mean the same. */
export function environmentVariable(name: string): string | undefined {
  const value = process.env[name];
  return value === undefined || value === '' ? undefined : value;
}

/** `${…}` from this process' environment and file system. */
export const processSubstitution: SubstitutionSource = {
  variable: (name) => process.env[name],
  file: (path) => readFileSync(path, 'utf8'),
};
