import type { Incident } from '#contract';
import classes from './text.module.css';
import { visibleText } from './visible-text.js';

/**
 * An image reference with its last path component and tag or digest set off, because registry and
 * path repeat from row to row and the end is what differs.
 */
export function ImageName({ image }: { readonly image: Incident['image'] }) {
  const [before, end] = splitReference(image.reference);
  return (
    <bdi className={`${classes.raw} ${classes.mono}`}>
      <span className={classes.path}>{visibleText(before)}</span>
      <span className={classes.leaf}>{visibleText(end)}</span>
    </bdi>
  );
}

/** `registry.acme.test/shop/` and `api:1.9.0`: cut after the last slash before the tag or digest. */
export function splitReference(reference: string): readonly [before: string, end: string] {
  const name = reference.split('@', 1)[0] ?? reference;
  const cut = name.lastIndexOf('/') + 1;
  return [reference.slice(0, cut), reference.slice(cut)];
}
