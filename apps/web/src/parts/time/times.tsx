import { formatAbsolute, formatAge, formatClock } from './format-time.js';
import { useNow } from './now-provider.js';
import classes from './times.module.css';

interface Props {
  readonly at: string;
}

/** How long ago, with the exact time in the title. */
export function Age({ at }: Props) {
  return (
    <time className={classes.time} dateTime={at} title={formatAbsolute(at)}>
      {formatAge(at, useNow())}
    </time>
  );
}

/** The time of day (and the day, when it is another one), with the exact time in the title. */
export function Clock({ at }: Props) {
  return (
    <time className={classes.time} dateTime={at} title={formatAbsolute(at)}>
      {formatClock(at, useNow())}
    </time>
  );
}
