import classes from './text.module.css';
import { visibleText } from './visible-text.js';

/**
 * Text that came from outside: isolated from the direction of the text around it, hidden characters
 * shown, broken anywhere when it is too long for its place. `mono` for names that are typed or copied.
 */
export function Raw({ text, mono = false }: { readonly text: string; readonly mono?: boolean }) {
  return <bdi className={mono ? `${classes.raw} ${classes.mono}` : classes.raw}>{visibleText(text)}</bdi>;
}
