export { ciCatalog } from './catalog.js';
