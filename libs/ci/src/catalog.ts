import type { SourceAdapter } from '#pipeline';
import { github } from './github.js';

/** Every CI provider, one line each. */
export const ciCatalog: readonly SourceAdapter[] = [github];
