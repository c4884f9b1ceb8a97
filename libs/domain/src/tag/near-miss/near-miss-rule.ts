import type { KnownPrefix } from '../known-names.js';
import type { NearMiss, NearMissRule } from '../types.js';
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

/** One or more of the named rules: answers what differs, in words, or `null` when it does not apply. */
export interface NearMissCheck {
  readonly rules: readonly NearMissRule[];
  examine(asked: ShapedTag, pushed: ShapedTag, around: Surroundings): Omit<NearMiss, 'pushed'> | null;
}
