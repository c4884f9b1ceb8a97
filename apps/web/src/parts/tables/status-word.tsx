import { Raw } from '../text/raw.js';
import { inWords } from '../verdict/causes.js';
import classes from './status-word.module.css';

const TONES: Readonly<Record<string, 'good' | 'bad' | 'wait'>> = {
  success: 'good',
  failure: 'bad',
  timed_out: 'bad',
  cancelled: 'bad',
  queued: 'wait',
  running: 'wait',
  blocked: 'wait',
};

/** The status of a build or a job, in words and a colour that says the same. */
export function StatusWord({ status }: { readonly status: string }) {
  return (
    <span className={classes.word} data-tone={TONES[status]}>
      <Raw text={inWords(status).toLowerCase()} />
    </span>
  );
}
