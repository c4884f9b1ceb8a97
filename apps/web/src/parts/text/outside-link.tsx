import type { ReactNode } from 'react';
import { OutsideIcon } from '../shell/icons.js';
import classes from './text.module.css';
import { webUrl } from './web-url.js';

interface Props {
  readonly url: string | null | undefined;
  readonly children: ReactNode;
}

/** A link to a forge, a pipeline or a manual; only its text where the address is not a web address. */
export function OutsideLink({ url, children }: Props) {
  const address = webUrl(url);
  if (!address) return <>{children}</>;
  return (
    <a className={classes.outside} href={address} target="_blank" rel="noopener noreferrer">
      {children}
      <OutsideIcon />
      <span className="visually-hidden"> (opens {new URL(address).hostname} in a new tab)</span>
    </a>
  );
}
