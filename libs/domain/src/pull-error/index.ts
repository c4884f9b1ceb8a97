export { classifyPullError } from './classify.js';
export * from './families.js';
export * from './types.js';
