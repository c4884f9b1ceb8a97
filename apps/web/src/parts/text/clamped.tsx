import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { Raw } from './raw.js';
import classes from './text.module.css';

/** Longer than any sentence Pulltrace writes; what is longer was written to be long. */
const MOST_CHARACTERS = 360;

/** A sentence from outside, cut when it is very long, with a button that shows the rest. */
export function Clamped({ text }: { readonly text: string }) {
  const [open, setOpen] = useState(false);
  if (text.length <= MOST_CHARACTERS) return <Raw text={text} whole />;
  return (
    <>
      <Raw text={open ? text : `${text.slice(0, MOST_CHARACTERS)}…`} whole />{' '}
      <UnstyledButton className={classes.more} aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Show less' : `Show all ${text.length.toLocaleString('en-GB')} characters`}
      </UnstyledButton>
    </>
  );
}
