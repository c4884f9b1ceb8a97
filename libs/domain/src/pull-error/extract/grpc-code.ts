import { type PhraseIndex, type ScannedText } from '../phrase-index.js';
import { readArgument } from './argument.js';

/** Status codes by number, grpc/grpc doc/statuscodes.md; kubelets before 1.6 print the number. */
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

const BY_WORD = new Map<string, string>(
  NAMES.flatMap((name, number) => [
    [name, name],
    [String(number), name],
  ]),
);

/** Reads the innermost `rpc error: code = X`, as grpc-go's status prints it. */
export function createGrpcCodeReader(index: PhraseIndex): (scanned: ScannedText) => string | null {
  const anchor = index.id('rpc error: code =');
  return ({ text, hits, scanner }) => {
    const at = hits.last(anchor);
    if (at < 0) return null;
    const word = readArgument(text, at + scanner.length(anchor)).value;
    return BY_WORD.get(word) ?? null;
  };
}
