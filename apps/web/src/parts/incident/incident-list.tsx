import type { ReactNode } from 'react';
import classes from './incident-list.module.css';

/** The frame of a list of incidents. */
export function IncidentList({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <ol className={classes.list} aria-label={label}>
      {children}
    </ol>
  );
}
