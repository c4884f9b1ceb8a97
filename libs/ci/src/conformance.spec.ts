import path from 'node:path';
import { describeAdapters } from '../../../test/support/source-adapters/conformance.js';
import { ciCatalog } from './catalog.js';

describeAdapters(ciCatalog, path.resolve(import.meta.dirname, '..'));
