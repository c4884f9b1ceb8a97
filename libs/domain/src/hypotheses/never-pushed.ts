import type { Maker } from '../evidence/makers.js';
import { replicaPush } from '../evidence/replicas.js';
import type { Level, LookedFor } from '../verdict.js';
import type { OpenCase } from './hypothesis.js';
import { wanted } from './say.js';

/**
 * Whether the wanted tag never reached the registry under this or another spelling, nor one that it is a replica of, so that its build
 * is worth asking. A tag that was pushed once, or is pushed under another name, is no build's failure.
 */
export function wasNeverPushed(file: OpenCase): boolean {
  if (file.snapshot.image.digest) return false;
  if (file.history.state !== 'never' || file.history.pushedLater) return false;
  return !hasOtherSpelling(file) && !replicaPush(file);
}

/** A platform's own tag (`1.4.2-amd64`) is a part of the wanted image, not another spelling of it. */
export const hasOtherSpelling = (file: OpenCase) =>
  file.spellings.some(({ miss }) => miss.rule !== 'arch_suffix');

/** What was looked for and not found, for every verdict that says "never pushed". */
export function noPush(file: OpenCase): LookedFor {
  return { what: `a push of ${wanted(file)}`, found: false, where: 'registry events and build reports' };
}

/** No higher than this when it is only assumed that the run makes this image, or whose commit it is. */
export function capOf(file: OpenCase, maker: Maker): { readonly cap?: Level } {
  if (!maker.firm || !maker.makesImage) return { cap: 'possible' };
  return isAmbiguousText(file) && file.pushes.length === 0 ? { cap: 'likely' } : {};
}

/** "Access denied" can mean "not there", and the other way round. */
function isAmbiguousText(file: OpenCase): boolean {
  const { error } = file.snapshot;
  return error !== null && (error.class === 'auth' || error.also.includes('auth'));
}
