import { shorten } from './shorten.js';
import classes from './text.module.css';
import { visibleText } from './visible-text.js';

/** Longer than any name Kubernetes or a registry allows (253 and 255 characters). */
const MOST_CHARACTERS = 260;

interface Props {
  readonly text: string;
  /** For names that are typed or copied. */
  readonly mono?: boolean;
  /** However long it is; only where its place scrolls or can be folded. */
  readonly whole?: boolean;
}

/**
 * Text that came from outside: isolated from the direction of the text around it, hidden characters
 * shown, broken anywhere when it is too long for its line, and cut when it is longer than a name can be.
 */
export function Raw({ text, mono = false, whole = false }: Props) {
  const shown = visibleText(whole ? text : shorten(text, MOST_CHARACTERS));
  return <bdi className={mono ? `${classes.raw} ${classes.mono}` : classes.raw}>{shown}</bdi>;
}
