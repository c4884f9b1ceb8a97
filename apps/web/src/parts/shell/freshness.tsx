import { useLive } from '../../api/live.js';
import { Clock } from '../time/times.js';
import classes from './freshness.module.css';

interface Props {
  readonly query: { readonly dataUpdatedAt: number; readonly isError: boolean };
}

/** When the shown state was read, and whether it is still being renewed. Always one line high. */
export function Freshness({ query }: Props) {
  const { paused } = useLive();
  if (query.dataUpdatedAt === 0) return <p className={classes.line} />;
  const read = <Clock at={new Date(query.dataUpdatedAt).toISOString()} />;
  if (query.isError) {
    return (
      <p className={classes.line} data-stale role="status">
        Cannot reach the server. Shown as of {read}
      </p>
    );
  }
  return (
    <p className={classes.line}>
      {paused ? 'Paused' : 'Live'} · read {read}
    </p>
  );
}
