import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { AlertIcon, CheckIcon, CrossIcon, DashIcon, DotsIcon, QuestionIcon } from '../shell/icons.js';
import { Section } from '../shell/section.js';
import { OutsideLink } from '../text/outside-link.js';
import { Raw } from '../text/raw.js';
import { formatDuration } from '../time/format-time.js';
import { Clock } from '../time/times.js';
import type { StepKind } from '../verdict/causes.js';
import type { StepState, TrailStep } from './step.js';
import classes from './trail.module.css';

const NAMES: Readonly<Record<StepKind, string>> = {
  commit: 'Commit',
  build: 'Build',
  push: 'Push',
  delete: 'Registry',
  deploy: 'Deploy',
  pull: 'Pull',
};

const STATES: Readonly<Record<StepState, { readonly mark: ReactNode; readonly word: string }>> = {
  done: { mark: <CheckIcon />, word: 'done' },
  broke: { mark: <CrossIcon />, word: 'broke here' },
  fails: { mark: <AlertIcon />, word: 'fails because of it' },
  waiting: { mark: <DotsIcon />, word: 'waiting' },
  never: { mark: <DashIcon />, word: 'did not happen' },
  unknown: { mark: <QuestionIcon />, word: 'not known' },
};

/** States whose word is worth reading for everybody; the others are said to screen readers only. */
const SPOKEN: ReadonlySet<StepState> = new Set(['broke', 'waiting']);

/** The way from commit to pull, with the link that broke. One step alone is no way and is left out. */
export function TrailView({ steps }: { readonly steps: readonly TrailStep[] }) {
  if (steps.length < 2) return null;
  return (
    <Section title={titleOf(steps)}>
      <Steps steps={steps} />
    </Section>
  );
}

function titleOf(steps: readonly TrailStep[]): string {
  const has = (state: StepState) => steps.some((step) => step.state === state);
  if (has('broke')) return 'Where it broke';
  if (has('waiting')) return 'Where it waits';
  return has('fails') ? 'What is known of its way' : 'How it came here';
}

function Steps({ steps }: { readonly steps: readonly TrailStep[] }) {
  return (
    <ol className={classes.trail} aria-label="From commit to pull">
      {steps.map((step, position) => (
        <li key={step.kind} className={classes.step} data-state={step.state}>
          <span className={classes.mark}>{STATES[step.state].mark}</span>
          <Gap from={steps[position - 1]} to={step} />
          <div className={classes.body}>
            <p className={classes.kind}>
              {NAMES[step.kind]}
              <span className={SPOKEN.has(step.state) ? classes.word : 'visually-hidden'}>
                {STATES[step.state].word}
              </span>
            </p>
            <StepText step={step} />
          </div>
        </li>
      ))}
    </ol>
  );
}

/** The time between two steps, on the line that joins them. */
function Gap({ from, to }: { readonly from: TrailStep | undefined; readonly to: TrailStep }) {
  if (!from?.at || !to.at) return null;
  const between = Date.parse(to.at) - Date.parse(from.at);
  if (!(between >= 0)) return null;
  return <span className={classes.gap}>{formatDuration(between)}</span>;
}

function StepText({ step }: { readonly step: TrailStep }) {
  return (
    <>
      <p className={classes.what}>
        {step.sha ? (
          <Link to={`/commits/${encodeURIComponent(step.sha)}`}>
            <Raw text={step.what} />
          </Link>
        ) : (
          <OutsideLink url={step.url}>
            <Raw text={step.what} />
          </OutsideLink>
        )}
      </p>
      {step.details.map((detail) => (
        <p key={detail} className={classes.detail}>
          <Raw text={detail} />
        </p>
      ))}
      {step.at ? (
        <p className={classes.detail}>
          <Clock at={step.at} />
          {step.took === null ? null : `, took ${formatDuration(step.took)}`}
        </p>
      ) : null}
      {step.sha && step.url ? (
        <p className={classes.detail}>
          <OutsideLink url={step.url}>Source</OutsideLink>
        </p>
      ) : null}
    </>
  );
}
