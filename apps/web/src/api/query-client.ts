import { QueryClient } from '@tanstack/react-query';
import { type FailureReason, failureOf } from './failure.js';

/** Asking once more can help only where the answer does not depend on the question. */
const WORTH_REPEATING: ReadonlySet<FailureReason> = new Set(['unavailable', 'unreachable']);
const REPEATS = 2;

/** One cache for the page: what was shown once is shown at once when the reader comes back. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 2000,
        retry: (failures, error) => failures < REPEATS && WORTH_REPEATING.has(failureOf(error).reason),
        // Offline detection of browsers is about the internet; the server may be on this machine.
        networkMode: 'always',
      },
    },
  });
}
