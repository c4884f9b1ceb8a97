export * from './default-pull-policy.js';
export { formatImageReference, parseImageReference, parseImageRepository, sameImage } from './reference.js';
export { type RegistryKind, type RegistryKindName, registryKind } from './registry-kind.js';
export { isSpelledAlmostAlike } from './spelled-almost-alike.js';
export { spellingKeys } from './spelling-keys.js';
export * from './types.js';
export * from './wanted-reference.js';
