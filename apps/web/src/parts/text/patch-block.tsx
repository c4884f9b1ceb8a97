import { Copyable } from './copyable.js';
import classes from './text.module.css';
import { visibleText } from './visible-text.js';

/** A change to a manifest: added and removed lines keep their sign, so colour says nothing alone. */
export function PatchBlock({ text }: { readonly text: string }) {
  const lines = visibleText(text).replace(/\n$/, '').split('\n');
  return (
    <div className={classes.block}>
      <pre className={classes.code} tabIndex={0} role="group" aria-label="Change to the manifest">
        <code>
          {lines.map((line, position) => (
            // Lines never move within one patch, so their position is their identity.
            <span key={position} className={lineClass(line)}>
              {`${line}\n`}
            </span>
          ))}
        </code>
      </pre>
      <Copyable text={text} what="the change" />
    </div>
  );
}

function lineClass(line: string): string | undefined {
  if (line.startsWith('+++') || line.startsWith('---')) return classes.meta;
  if (line.startsWith('+')) return classes.added;
  if (line.startsWith('-')) return classes.removed;
  return line.startsWith('@@') ? classes.meta : undefined;
}
