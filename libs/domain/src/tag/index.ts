export { isAttestationTag } from './attestation-tag.js';
export { TAG_CONVENTIONS } from './catalog.js';
export type { BuildRef, ConventionFamily, Reading, TagConvention, TagForm, TagWriter } from './convention.js';
export { deriveTag } from './derive-tag.js';
export { gitAbbreviationLength } from './git-abbreviation.js';
export { mutableTag } from './mutable-tag.js';
export { SLUG_RULES, type SlugRule, slugsOf } from './slugs.js';
export * from './types.js';
