import type { SourceAdapter } from '#pipeline';
import { distribution } from './distribution.js';

/** Every container registry that sends webhooks, one line each. */
export const registryCatalog: readonly SourceAdapter[] = [distribution];
