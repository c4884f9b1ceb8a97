/** Names longer than this are generated, not typed; they get no keys of their own. */
const LONGEST_NAME = 64;

/**
 * Look-up keys of a repository by the last component of its path: the name itself and the name with
 * each single letter left out. Two names one edit or one swap of neighbours apart share a key, so a
 * misspelled repository finds the one that is meant through an index.
 */
export function spellingKeys(repository: string): readonly string[] {
  const name = repository.slice(repository.lastIndexOf('/') + 1);
  if (name.length > LONGEST_NAME) return [name];
  const shorter = Array.from(name, (_, i) => name.slice(0, i) + name.slice(i + 1));
  return [...new Set([name, ...shorter])].filter((key) => key !== '');
}
