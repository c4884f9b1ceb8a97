import { type ReactNode, useId } from 'react';
import classes from './section.module.css';

interface Props {
  readonly title: string;
  /** A remark beside the title. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A titled panel. */
export function Section({ title, aside, children }: Props) {
  const id = useId();
  return (
    <section className={classes.section} aria-labelledby={id}>
      <div className={classes.head}>
        <h2 id={id}>{title}</h2>
        {aside ? <span className={classes.aside}>{aside}</span> : null}
      </div>
      {children}
    </section>
  );
}
