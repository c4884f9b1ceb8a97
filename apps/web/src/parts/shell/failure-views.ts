import type { FailureReason } from '../../api/failure.js';

export interface FailureView {
  readonly title: string;
  readonly advice: string;
  /** Whether asking the same again may help. */
  readonly retry: boolean;
}

/** What a reader sees and can do for each way in which a question stays unanswered. */
export const FAILURE_VIEWS: Readonly<Record<FailureReason, FailureView>> = {
  unauthorized: {
    title: 'This needs a token',
    advice: 'Enter an API token with the scope “read”.',
    retry: false,
  },
  forbidden: {
    title: 'This token may not read',
    advice: 'Its scope is too small. Make one with: pulltrace token create --name page --scope read',
    retry: false,
  },
  not_found: {
    title: 'Nothing here by that name',
    advice: 'It was never recorded, or it is older than what is kept. Check the address.',
    retry: false,
  },
  ambiguous: {
    title: 'More than one commit begins like this',
    advice: 'Choose the one you mean.',
    retry: false,
  },
  rejected: {
    title: 'The server could not read this question',
    advice: 'Check what you searched for; the reason is below.',
    retry: false,
  },
  unavailable: {
    title: 'The server cannot answer right now',
    advice:
      'Its database may be away or it is busy. Deliveries wait and are not lost; pulltrace doctor says more.',
    retry: true,
  },
  unreachable: {
    title: 'The server cannot be reached',
    advice: 'Check your network or VPN, and that the Pulltrace process is running (GET /healthz).',
    retry: true,
  },
  unexpected: {
    title: 'The answer was not understood',
    advice:
      'A proxy may have answered instead of Pulltrace, or this is a mistake in it. Its log has the details.',
    retry: true,
  },
};
