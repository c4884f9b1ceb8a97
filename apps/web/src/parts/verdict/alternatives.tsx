import type { Verdict } from '../../api/types.js';
import { Section } from '../shell/section.js';
import { Raw } from '../text/raw.js';
import classes from './alternatives.module.css';
import { CauseBadge } from './cause-badge.js';
import { LevelMark } from './level-mark.js';

/** Other explanations that the evidence leaves open. */
export function Alternatives({ alternatives }: Pick<Verdict, 'alternatives'>) {
  if (alternatives.length === 0) return null;
  return (
    <Section title="It could also be">
      <ul className={classes.list}>
        {alternatives.map(({ cause, level, summary }) => (
          <li key={`${cause}\n${summary}`}>
            <div className={classes.marks}>
              <CauseBadge cause={cause} />
              <LevelMark level={level} />
            </div>
            <p>
              <Raw text={summary} />
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
