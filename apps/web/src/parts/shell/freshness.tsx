import { failureOf } from '../../api/failure.js';
import { useLive } from '../../api/live.js';
import { Clock } from '../time/times.js';
import { FAILURE_VIEWS } from './failure-views.js';
import classes from './freshness.module.css';

interface Props {
  readonly query: { readonly dataUpdatedAt: number; readonly isError: boolean; readonly error: unknown };
}

/** When the shown state was read, and whether it is still being renewed. Always one line high. */
export function Freshness({ query }: Props) {
  const { paused } = useLive();
  if (query.dataUpdatedAt === 0) return <p className={classes.line} />;
  const read = <Clock at={new Date(query.dataUpdatedAt).toISOString()} />;
  if (query.isError) {
    return (
      <p className={classes.line} data-stale role="status">
        {FAILURE_VIEWS[failureOf(query.error).reason].title}. Shown as of {read}
      </p>
    );
  }
  return (
    <p className={classes.line}>
      {paused ? 'Paused' : 'Live'} · read {read}
    </p>
  );
}
