import { canonicalJson, canonicalObservation, type Observation } from '#domain';
import type { VerifiedDelivery } from '../inbox/keep-delivery.js';
import { ProblemError } from '../problem/problem-error.js';

/** What a report route takes; the event of the deliveries that it stores. */
export type ReportKind = 'builds' | 'pushes' | 'expectations' | 'failures';

/** Printable ASCII of a length that an index holds easily. */
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,200}$/;

/**
 * Reports as one delivery of the source `api`: its body is the JSON array of the observations in
 * their canonical form, so equal reports have equal bytes and the hash of the bytes tells a repeated
 * request where no `Idempotency-Key` does.
 *
 * @param reports validated reports, each with its `kind`
 * @param key the request's `Idempotency-Key`, scoped by the kind of report: a pipeline may name its
 *   build and its pushes by the same run
 */
export function apiDelivery(
  kind: ReportKind,
  reports: readonly object[],
  key: string | undefined,
): VerifiedDelivery {
  if (key !== undefined && !IDEMPOTENCY_KEY.test(key)) {
    throw new ProblemError(
      400,
      'bad_request',
      'Idempotency-Key must be 1 to 200 printable characters without spaces',
    );
  }
  const observations = reports.map((report) => canonicalObservation(report as Observation));
  return {
    source: 'api',
    provider: 'api',
    event: kind,
    deliveryId: key === undefined ? null : `key:${kind}:${key}`,
    signed: true,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(canonicalJson(observations)),
  };
}
