export * from './incident.js';
export * from './observation.js';
export * from './operation.js';
export * from './primitives.js';
export * from './problem.js';
export * from './report.js';
export * from './verdict.js';
