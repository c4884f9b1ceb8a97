import type { EvidenceItem, Verdict } from '../../api/types.js';
import { CheckIcon, CrossIcon, DashIcon } from '../shell/icons.js';
import { Section } from '../shell/section.js';
import { Clamped } from '../text/clamped.js';
import { OutsideLink } from '../text/outside-link.js';
import { Raw } from '../text/raw.js';
import { Clock } from '../time/times.js';
import { inWords } from './causes.js';
import { LEVEL_VIEWS } from './levels.js';
import classes from './verdict.module.css';

/** Why the verdict is what it is: what speaks for it, against it, and what was not found. */
export function Reasons({ verdict }: { readonly verdict: Verdict }) {
  const { label, meaning } = LEVEL_VIEWS[verdict.level];
  return (
    <Section title="Why" aside={verdict.rule ? `Rule: ${inWords(verdict.rule).toLowerCase()}` : null}>
      <p className={classes.meaning}>
        <strong>{label}.</strong> {meaning}
      </p>
      <Facts title="Speaks for it" sign="for" items={verdict.evidence} />
      <Facts title="Speaks against it" sign="against" items={verdict.counterEvidence} />
      <NotFound lookedFor={verdict.lookedFor} />
    </Section>
  );
}

interface FactsProps {
  readonly title: string;
  readonly sign: 'for' | 'against';
  readonly items: readonly EvidenceItem[];
}

function Facts({ title, sign, items }: FactsProps) {
  if (items.length === 0) return null;
  return (
    <>
      <h3 className={classes.group}>{title}</h3>
      <ul className={classes.facts}>
        {items.map((item) => (
          <li key={item.id} className={classes.fact}>
            <span className={classes.sign} data-sign={sign}>
              {sign === 'for' ? <CheckIcon /> : <CrossIcon />}
            </span>
            <span>
              <OutsideLink url={item.url}>
                <Clamped text={item.text} />
              </OutsideLink>
            </span>
            <span className={classes.when}>{item.at ? <Clock at={item.at} /> : null}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function NotFound({ lookedFor }: Pick<Verdict, 'lookedFor'>) {
  if (lookedFor.length === 0) return null;
  return (
    <>
      <h3 className={classes.group}>Looked for and not found</h3>
      <ul className={classes.facts}>
        {lookedFor.map(({ what, where }) => (
          <li key={`${what}\n${where}`} className={classes.fact}>
            <span className={classes.sign}>
              <DashIcon />
            </span>
            <span>
              <Clamped text={what} />
            </span>
            <span className={classes.under}>
              <Raw text={where} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
