import type { Level } from '../../api/types.js';
import { LEVEL_VIEWS } from './levels.js';
import classes from './verdict.module.css';

const BARS = [1, 2, 3] as const;

/** How well a verdict is supported: a word, and as many filled bars of three. */
export function LevelMark({ level }: { readonly level: Level }) {
  const { label, strength, meaning } = LEVEL_VIEWS[level];
  return (
    <span className={classes.level} title={meaning}>
      <svg width="17" height="12" viewBox="0 0 17 12" aria-hidden="true">
        {BARS.map((bar) => (
          <rect
            key={bar}
            x={(bar - 1) * 6 + 0.5}
            y={0.5}
            width={4}
            height={11}
            rx={1.2}
            className={bar <= strength ? classes.filled : classes.hollow}
          />
        ))}
      </svg>
      {label}
    </span>
  );
}
