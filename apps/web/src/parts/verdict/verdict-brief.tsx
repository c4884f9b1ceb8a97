import type { Verdict } from '../../api/types.js';
import { Section } from '../shell/section.js';
import { Clamped } from '../text/clamped.js';
import classes from './alternatives.module.css';
import { CauseBadge } from './cause-badge.js';
import { LevelMark } from './level-mark.js';

/** A verdict inside of a page whose heading is something else. */
export function VerdictBrief({ verdict }: { readonly verdict: Verdict }) {
  return (
    <Section title="Verdict">
      <div className={classes.marks}>
        <CauseBadge cause={verdict.cause} />
        <LevelMark level={verdict.level} />
      </div>
      <p>
        <Clamped text={verdict.summary} />
      </p>
    </Section>
  );
}
