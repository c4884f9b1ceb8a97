export * from './ports.js';
export * from './source-adapter.js';
