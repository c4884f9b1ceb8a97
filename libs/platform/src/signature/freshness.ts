/**
 * How far a signed timestamp may be from now, in seconds, in both directions: five minutes, the
 * value of the Standard Webhooks specification and of Buildkite's documented example.
 */
export const SIGNATURE_TOLERANCE_SECONDS = 300;

/** True when `epochSeconds` is close enough to `now` for a signature over it to count. */
export function isFresh(epochSeconds: number, now: Date): boolean {
  return Math.abs(now.getTime() / 1000 - epochSeconds) <= SIGNATURE_TOLERANCE_SECONDS;
}
