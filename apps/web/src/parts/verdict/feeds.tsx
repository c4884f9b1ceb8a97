import { Link } from 'react-router';
import type { Verdict } from '../../api/types.js';
import { CheckIcon, QuestionIcon } from '../shell/icons.js';
import { Section } from '../shell/section.js';
import { Raw } from '../text/raw.js';
import { Clock } from '../time/times.js';
import { inWords } from './causes.js';
import classes from './verdict.module.css';

/** What each feed had covered when the verdict was given: absence proves nothing outside of it. */
export function Feeds({ coverage }: Pick<Verdict, 'coverage'>) {
  if (coverage.length === 0) return null;
  return (
    <Section title="What was watched" aside={<Link to="/coverage">All feeds</Link>}>
      <ul className={classes.facts}>
        {coverage.map((feed) => (
          <li key={`${feed.feed}\n${feed.source}`} className={classes.fact}>
            <span className={classes.sign} data-sign={feed.covered ? 'for' : 'open'}>
              {feed.covered ? <CheckIcon /> : <QuestionIcon />}
            </span>
            <span>
              <strong>
                <Raw text={inWords(feed.feed)} />
              </strong>{' '}
              {feed.covered ? 'covered' : 'not covered'}
              {feed.source ? (
                <>
                  , <Raw text={feed.source} />
                </>
              ) : null}
            </span>
            <span className={classes.under}>
              {feed.gap ? <Raw text={feed.gap} /> : null}
              {feed.gap && feed.from ? ' · ' : null}
              {feed.from ? (
                <>
                  <Clock at={feed.from} /> to {feed.to ? <Clock at={feed.to} /> : 'now'}
                </>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
