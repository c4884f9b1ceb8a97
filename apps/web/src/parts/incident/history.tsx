import { useVerdicts } from '../../api/queries.js';
import { Section } from '../shell/section.js';
import { Raw } from '../text/raw.js';
import { Clock } from '../time/times.js';
import { causeView } from '../verdict/causes.js';
import { LEVEL_VIEWS } from '../verdict/levels.js';
import classes from './history.module.css';
import { ShowMore } from './show-more.js';

/** Every verdict that was given, newest first; none is ever taken back silently. */
export function History({ id }: { readonly id: string }) {
  const verdicts = useVerdicts(id);
  const items = verdicts.data?.pages.flatMap((page) => page.items) ?? [];
  const newestFirst = items.toSorted((a, b) => b.version - a.version);
  return (
    <Section title="Verdicts so far">
      {verdicts.isError && items.length === 0 ? <p className="soft">Could not be read.</p> : null}
      <ol className={classes.list}>
        {newestFirst.map((verdict) => (
          <li key={verdict.version}>
            <p className={classes.head}>
              <strong>
                <Raw text={causeView(verdict.cause).label} />
              </strong>
              <span className="soft">{LEVEL_VIEWS[verdict.level].label}</span>
              <span className={classes.when}>
                <Clock at={verdict.decidedAt} />
              </span>
            </p>
            <p className={classes.summary}>
              <Raw text={verdict.summary} />
            </p>
          </li>
        ))}
      </ol>
      <ShowMore pages={verdicts}>Show more</ShowMore>
    </Section>
  );
}
