import path from 'node:path';
import { describeAdapters } from '../../../test/support/source-adapters/conformance.js';
import { registryCatalog } from './catalog.js';

describeAdapters(registryCatalog, path.resolve(import.meta.dirname, '..'));
