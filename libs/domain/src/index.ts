export * from './evidence/snapshot.js';
export * from './image/index.js';
export * from './incident/index.js';
export * from './observation.js';
export * from './observation-canonical.js';
export * from './pull-error/index.js';
export * from './tag/index.js';
export * from './verdict.js';
