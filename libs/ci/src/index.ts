export { ciCatalog } from './catalog.js';
export { ciSetups } from './setups.js';
