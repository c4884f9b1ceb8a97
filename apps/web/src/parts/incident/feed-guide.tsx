import { CheckIcon, QuestionIcon } from '../shell/icons.js';
import { CodeBlock } from '../text/code-block.js';
import { Raw } from '../text/raw.js';
import classes from './feed-guide.module.css';
import { FEEDS } from './feeds.js';

interface Props {
  readonly missing: readonly { readonly feed: string; readonly hint: string }[];
}

/** The four feeds a verdict is made of: what each tells, and how to connect the ones that are missing. */
export function FeedGuide({ missing }: Props) {
  const hints = new Map(missing.map(({ feed, hint }) => [feed, hint]));
  return (
    <ul className={classes.feeds}>
      {FEEDS.map(({ feed, name, tells, connect, command }) => (
        <li key={feed} className={classes.feed} data-missing={hints.has(feed)}>
          <span className={classes.sign}>{hints.has(feed) ? <QuestionIcon /> : <CheckIcon />}</span>
          <div>
            <h3 className={classes.name}>
              {name}
              <span className={classes.state}>{hints.has(feed) ? 'not connected' : 'connected'}</span>
            </h3>
            <p>{tells}</p>
            {hints.has(feed) ? (
              <p className="soft">
                <Raw text={hints.get(feed) || connect} />
              </p>
            ) : null}
            {hints.has(feed) && command ? (
              <CodeBlock text={command(window.location.origin)} what={`the command for ${feed}`} />
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  );
}
