export * from './ports.js';
export * from './source-adapter.js';
export * from './source-catalog.js';
