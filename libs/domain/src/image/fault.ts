import type { ReferenceError } from './types.js';

/** Builds a fault; positions are offsets in the whole text, whichever part the check looks at. */
export function fault(code: ReferenceError['code'], position: number, message: string): ReferenceError {
  return { code, message, position };
}
