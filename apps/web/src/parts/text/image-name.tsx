import type { Incident } from '#contract';
import { shorten } from './shorten.js';
import { splitReference } from './split-reference.js';
import classes from './text.module.css';
import { visibleText } from './visible-text.js';

/** A digest reference with the longest repository name fits; what is longer is no valid reference. */
const MOST_CHARACTERS = 360;

/**
 * An image reference with its last path component and tag or digest set off, because registry and
 * path repeat from row to row and the end is what differs.
 */
export function ImageName({ image }: { readonly image: Incident['image'] }) {
  const [before, end] = splitReference(shorten(image.reference, MOST_CHARACTERS));
  return (
    <bdi className={`${classes.raw} ${classes.mono}`}>
      <span className={classes.path}>{visibleText(before)}</span>
      <span className={classes.leaf}>{visibleText(end)}</span>
    </bdi>
  );
}
