import { Badge } from '@mantine/core';
import { Raw } from '../text/raw.js';
import { causeView } from './causes.js';
import classes from './verdict.module.css';

/** The cause in two or three words; what only needs time looks different from what is broken. */
export function CauseBadge({ cause }: { readonly cause: string }) {
  const { label, waits, code } = causeView(cause);
  const tone = code === 'unknown' ? 'unknown' : waits ? 'wait' : 'plain';
  return (
    <Badge component="span" className={classes.cause} data-tone={tone} radius="sm" title={code}>
      <Raw text={label} />
    </Badge>
  );
}
