export * from './delivery-log.js';
export * from './evidence-source.js';
export * from './fact-store.js';
export * from './incident-store.js';
export * from './operation-reader.js';
export * from './page.js';
export * from './stage-queue.js';
export * from './token-store.js';
