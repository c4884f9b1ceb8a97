export * from './container-state.js';
export * from './grouping.js';
export * from './incident.js';
export * from './leading-failure.js';
export * from './names.js';
