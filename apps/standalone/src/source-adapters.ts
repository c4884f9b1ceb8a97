import { ciCatalog } from '#ci';
import { apiAdapter, fetchedAdapter, sourceCatalog } from '#pipeline';
import { registryCatalog } from '#registry';

/** The adapters of all catalogs, by every name a source can be configured under. */
export const adapters = sourceCatalog(ciCatalog, registryCatalog, [apiAdapter, fetchedAdapter]);
