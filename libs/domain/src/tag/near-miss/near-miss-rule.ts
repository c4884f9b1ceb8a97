import type { KnownPrefix } from '../affixes.js';
import type { NearMiss } from '../types.js';
import type { TagShape } from './tag-shape.js';

/** One side of a comparison, read once. */
export interface ShapedTag {
  readonly text: string;
  readonly shape: TagShape;
}

/** What the comparison may know about the repository. */
export interface Surroundings {
  readonly prefixes: readonly KnownPrefix[];
  readonly branches: readonly string[];
}

/** One or more of the named rules: answers which applies and what differs, in words, or `null`. */
export interface NearMissCheck {
  examine(asked: ShapedTag, pushed: ShapedTag, around: Surroundings): Omit<NearMiss, 'pushed'> | null;
}
