import { readdirSync } from 'node:fs';
import path from 'node:path';

/** The built page: where it lies, and the paths of its files as a browser asks for them. */
export interface PageFiles {
  readonly root: string;
  readonly paths: ReadonlySet<string>;
}

/**
 * Lists the built page once, so that a request is answered from a fixed set of names and never from
 * what a path could be made to mean. `null` when the page is not built.
 */
export function findPage(root: string): PageFiles | null {
  try {
    const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const paths = new Set(
      files.map(
        (file) => `/${path.relative(root, path.join(file.parentPath, file.name)).split(path.sep).join('/')}`,
      ),
    );
    return paths.has('/index.html') ? { root, paths } : null;
  } catch {
    return null;
  }
}
