import { constants } from 'node:fs';
import { access, mkdir, realpath } from 'node:fs/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';

/** Whether there is something at a path. */
export const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/**
 * Makes a directory unless it is there, and answers its real path.
 *
 * @throws EmbeddedPostgresError `directory_not_writable`
 */
export async function makeWritable(directory: string): Promise<string> {
  try {
    await mkdir(directory, { recursive: true });
    await access(directory, constants.W_OK | constants.X_OK);
    return await realpath(directory);
  } catch (error) {
    throw new EmbeddedPostgresError(
      'directory_not_writable',
      `The data directory ${directory} cannot be written: ${error instanceof Error ? error.message : String(error)}. ` +
        'Choose another with PULLTRACE_DATA_DIR, or set DATABASE_URL.',
      error,
    );
  }
}
