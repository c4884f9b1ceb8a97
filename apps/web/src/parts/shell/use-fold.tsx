import { UnstyledButton } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import classes from './use-fold.module.css';

interface Fold<T> {
  readonly shown: readonly T[];
  /** Shows the rest and folds it again; nothing where all is shown anyway. */
  readonly button: ReactNode;
}

/** The first of many items, and a button for all of them. `noun` is the plural of what they are. */
export function useFold<T>(items: readonly T[], most: number, noun: string): Fold<T> {
  const [open, setOpen] = useState(false);
  if (items.length <= most) return { shown: items, button: null };
  const button = (
    <UnstyledButton
      className={`${classes.more} screen-only`}
      aria-expanded={open}
      onClick={() => setOpen(!open)}
    >
      {open ? 'Show fewer' : `Show all ${items.length.toLocaleString('en-GB')} ${noun}`}
    </UnstyledButton>
  );
  return { shown: open ? items : items.slice(0, most), button };
}
