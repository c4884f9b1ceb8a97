import type { ReactNode } from 'react';
import classes from './notice.module.css';

interface Props {
  readonly title: string;
  readonly tone?: 'plain' | 'bad' | 'wait';
  readonly children?: ReactNode;
}

/** A message that takes the place of content. */
export function Notice({ title, tone = 'plain', children }: Props) {
  return (
    <div className={classes.notice} data-tone={tone}>
      <h2 className={classes.title}>{title}</h2>
      {children}
    </div>
  );
}
