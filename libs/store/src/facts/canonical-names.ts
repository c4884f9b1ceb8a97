import { parseImageRepository, repositoryPathOf } from '#domain';
import { storableName } from '../storable.js';

/** An image repository as look-ups name it: with its host, lower case. `null` when there is none to look up. */
export function imageRepositoryColumn(repository: string | null | undefined): string | null {
  if (!repository) return null;
  return storableName(parseImageRepository(repository)?.repository ?? repository.toLowerCase());
}

/** A source repository as look-ups name it: its path in lower case, because forges do not distinguish case. */
export function sourceRepositoryColumn(repository: string | null | undefined): string | null {
  return repository ? storableName((repositoryPathOf(repository) ?? repository).toLowerCase()) : null;
}
