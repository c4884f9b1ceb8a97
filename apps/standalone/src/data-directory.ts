import { accessSync, constants, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StartFailure } from './start-failure.js';

/** Says that everything in the directory is the service's and may be wiped when somebody asks for it. */
const MARKER = 'pulltrace-data';

const MARKER_TEXT = 'This directory belongs to Pulltrace. `pulltrace up --fresh` empties it.\n';

/**
 * Makes the data directory usable. One that is new or empty is marked as the service's own; `fresh`
 * empties a marked one and refuses any other.
 *
 * @throws StartFailure when it cannot be written, or must not be emptied
 */
export function prepareDataDirectory(requested: string, fresh: boolean): string {
  const directory = path.resolve(requested);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o755 });
    accessSync(directory, constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartFailure(
      `The data directory ${directory} cannot be written (${code ?? 'unknown'}). Choose another with PULLTRACE_DATA_DIR.`,
      { cause: error },
    );
  }
  const entries = readdirSync(directory);
  if (fresh && entries.length > 0) empty(directory, entries);
  if (fresh || entries.length === 0) writeFileSync(path.join(directory, MARKER), MARKER_TEXT);
  return directory;
}

function empty(directory: string, entries: readonly string[]): void {
  if (!entries.includes(MARKER)) {
    throw new StartFailure(
      `${directory} was not made by Pulltrace, so --fresh does not empty it. Empty it yourself or choose another with PULLTRACE_DATA_DIR.`,
    );
  }
  // The marker goes last: when emptying is interrupted, the rest is still known to be ours.
  for (const name of entries.filter((entry) => entry !== MARKER)) {
    rmSync(path.join(directory, name), { recursive: true, force: true });
  }
}
