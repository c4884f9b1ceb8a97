export { registryCatalog } from './catalog.js';
