import { ActionIcon } from '@mantine/core';
import { useEffect, useState } from 'react';
import { CheckIcon, CopyIcon, CrossIcon } from '../shell/icons.js';
import { copyText } from './copy-text.js';
import { visibleText } from './visible-text.js';

type Outcome = 'copied' | 'failed';

/** Long enough to be seen, short enough to copy again. */
const SHOWN_MILLISECONDS = 2000;

interface Props {
  readonly text: string;
  /** Names the thing for screen readers. */
  readonly what: string;
}

/**
 * A button that copies exactly what is shown: hidden characters are copied as their escapes, so that
 * nothing reaches a terminal that the reader did not see.
 */
export function Copyable({ text, what }: Props) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  useEffect(() => {
    if (outcome === null) return undefined;
    const timer = setTimeout(() => setOutcome(null), SHOWN_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async () => {
    setOutcome((await copyText(window, visibleText(text))) ? 'copied' : 'failed');
  };
  const label = labelOf(outcome, what);
  return (
    <>
      <ActionIcon
        className="screen-only"
        variant="subtle"
        color="gray"
        size={28}
        onClick={() => void copy()}
        aria-label={label}
        title={label}
      >
        {outcome === null ? <CopyIcon /> : outcome === 'copied' ? <CheckIcon /> : <CrossIcon />}
      </ActionIcon>
      <span className="visually-hidden" role="status">
        {outcome === null ? '' : label}
      </span>
    </>
  );
}

function labelOf(outcome: Outcome | null, what: string): string {
  if (outcome === 'copied') return `Copied ${what}`;
  return outcome === 'failed' ? `Could not copy ${what}` : `Copy ${what}`;
}
