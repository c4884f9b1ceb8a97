import { Raw } from '../text/raw.js';
import { statusView } from '../verdict/status-words.js';
import classes from './status-word.module.css';

/** The status of a build or a job, in words and a colour that says the same. */
export function StatusWord({ status }: { readonly status: string }) {
  const { word, tone } = statusView(status);
  return (
    <span className={classes.word} data-tone={tone}>
      <Raw text={word} />
    </span>
  );
}
