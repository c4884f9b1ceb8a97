import type { ReactNode } from 'react';
import { visibleText } from '../text/visible-text.js';
import classes from './page-frame.module.css';

/** Longer titles are cut by every browser anyway. */
const LONGEST_TITLE = 120;

interface Props {
  /** For the browser's tab and history. */
  readonly title: string;
  readonly heading: ReactNode;
  /** A remark beside the heading. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** One page: its title, and its only first-level heading, which the shell focuses on arrival. */
export function PageFrame({ title, heading, aside, children }: Props) {
  return (
    <>
      <title>{`${visibleText(title).slice(0, LONGEST_TITLE)} · Pulltrace`}</title>
      <div className={classes.head}>
        <h1 className={classes.heading} tabIndex={-1}>
          {heading}
        </h1>
        {aside}
      </div>
      {children}
    </>
  );
}
