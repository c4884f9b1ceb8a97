import type { Reading, TagWriter } from '../convention.js';

/** `1.2.3`, `v1.2.3-rc.1`, `1.2.3-5` where `+5` was sanitised. */
export const SEMVER = /^[vV]?\d{1,9}\.\d{1,9}\.\d{1,9}(?:[-_+.][0-9A-Za-z._-]{0,100})?$/;
/** `1`, `v1`, `1.2`: what moves along with the releases. */
export const MOVING_VERSION = /^[vV]?\d{1,5}(?:\.\d{1,5})?$/;

/** Without the `v` before a digit. */
export function withoutV(text: string): string {
  return text.replace(/^[vV](?=\d)/, '');
}

/** Both spellings of a version's git tag: as written with strength `exact`, with the `v` toggled with `other`. */
export function bothSpellings(text: string, exact: number, other: number): readonly Reading[] {
  const bare = withoutV(text);
  return [
    { kind: 'git_tag', value: text, strength: exact },
    { kind: 'git_tag', value: bare === text ? `v${text}` : bare, strength: other },
  ];
}

/** A writer that turns the git tag of the build into the image's tag. */
export function gitTagWriter(
  id: string,
  tool: string,
  setting: string,
  render: (gitTag: string) => string | null,
): TagWriter {
  return { id, tool, setting, names: 'gitTag', render: (ref) => render(ref.gitTag) };
}
