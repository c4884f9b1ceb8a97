import type { ForgeAnswer, ForgeDoubt } from '#pipeline';
import type { OutboundFailure } from '#platform';

/** An answer without a value. */
export const doubt = (reason: ForgeDoubt, retryAt: Date | null = null): ForgeAnswer<never> => ({
  ok: false,
  reason,
  retryAt,
});

/** What it means for a question that nothing came back. */
export function doubtOfFailure(failure: OutboundFailure): ForgeDoubt {
  if (failure === 'timeout') return 'timeout';
  if (failure === 'unsendable') return 'denied';
  return failure === 'too_large' || failure === 'encoded' ? 'not_understood' : 'unreachable';
}

/** What a status that is no success means. 404 is also what forges say of what is hidden. */
export function doubtOfStatus(status: number): ForgeDoubt {
  if (status === 404 || status === 410 || status === 422) return 'absent';
  if (status === 401 || status === 403) return 'denied';
  if (status === 429) return 'rate_limited';
  return status >= 500 ? 'forge_error' : 'not_understood';
}
