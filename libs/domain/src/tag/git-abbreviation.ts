/**
 * Digits that `git rev-parse --short`, `%h` and `git describe` print: the larger of 7 and half the bit
 * length of the clone's object count, rounded up (`find_unique_abbrev` in git/git, object-name.c),
 * and more only where that is not unique. A shallow clone in CI counts few objects and prints 7 where
 * a developer's full clone prints 8 to 11, so the same commit gets two tags.
 *
 * @param objectCount objects in the clone, at least 1
 */
export function gitAbbreviationLength(objectCount: number): number {
  const bits = Math.floor(Math.log2(Math.max(1, objectCount))) + 1;
  return Math.max(7, Math.ceil(bits / 2));
}
