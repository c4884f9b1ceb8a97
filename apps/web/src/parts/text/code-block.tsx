import { Copyable } from './copyable.js';
import classes from './text.module.css';
import { visibleText } from './visible-text.js';

interface Props {
  readonly text: string;
  /** Names the block for screen readers and its copy button. */
  readonly what: string;
  readonly copy?: boolean;
}

/** Text for a terminal or from a node, as it is; scrolls by keyboard where it is long. */
export function CodeBlock({ text, what, copy = true }: Props) {
  return (
    <div className={classes.block}>
      <pre className={classes.code} tabIndex={0} role="group" aria-label={what}>
        <code>{visibleText(text)}</code>
      </pre>
      {copy ? <Copyable text={text} what={what} /> : null}
    </div>
  );
}
