import { Loader } from '@mantine/core';
import classes from './loading.module.css';

/** The first answer is on its way; later ones replace what is shown without it. */
export function Loading() {
  return (
    <div className={classes.loading} role="status">
      <Loader size="sm" type="dots" aria-hidden="true" />
      <span>Loading…</span>
    </div>
  );
}
