export * from './default-pull-policy.js';
export { formatImageReference, parseImageReference, parseImageRepository, sameImage } from './reference.js';
export * from './types.js';
