import type { PhraseIndex } from '../phrase-index.js';
import type { PhraseHits, PhraseScanner } from '../phrase-scanner.js';
import { readArgument } from './argument.js';

/** Status codes by number, grpc/grpc doc/statuscodes.md; old kubelets print the number. */
const NAMES = [
  'OK',
  'Canceled',
  'Unknown',
  'InvalidArgument',
  'DeadlineExceeded',
  'NotFound',
  'AlreadyExists',
  'PermissionDenied',
  'ResourceExhausted',
  'FailedPrecondition',
  'Aborted',
  'OutOfRange',
  'Unimplemented',
  'Internal',
  'Unavailable',
  'DataLoss',
  'Unauthenticated',
] as const;

/** Reads the innermost `rpc error: code = X`, as grpc-go's status prints it. */
export function createGrpcCodeReader(index: PhraseIndex) {
  const anchor = index.id('rpc error: code =');
  return (text: string, hits: PhraseHits, scanner: PhraseScanner): string | null => {
    const at = hits.last(anchor);
    if (at < 0) return null;
    const word = readArgument(text, at + scanner.length(anchor)).value;
    const name = /^\d{1,2}$/.test(word) ? NAMES[Number(word)] : NAMES.find((known) => known === word);
    return name ?? null;
  };
}
