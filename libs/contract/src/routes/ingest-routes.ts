import { z } from 'zod';
import {
  Accepted,
  BuildReport,
  ClusterReport,
  ExpectationReport,
  ExpectationsAccepted,
  FailuresAccepted,
  MAX_BATCH,
  PushReport,
} from '../observation.js';
import { json, type Route } from './route.js';

/** One report, or an array of up to `MAX_BATCH`. */
export function oneOrMany<T extends z.ZodType>(report: T) {
  return z.union([report, z.array(report).min(1).max(MAX_BATCH)]);
}

const IDEMPOTENCY = {
  'Idempotency-Key':
    'Repeating a request with the same key is answered as a duplicate. The same key with another body is refused with 422 (draft-ietf-httpapi-idempotency-key-header, section 2.7).',
};

const reportRoute = (
  name: 'builds' | 'pushes' | 'expectations',
  operation: string,
  report: z.ZodType,
  summary: string,
  answer: z.ZodType = Accepted,
): Route => ({
  method: 'post',
  path: `/v1/${name}`,
  operation,
  tag: 'Reports',
  summary,
  access: 'ingest',
  headers: IDEMPOTENCY,
  body: [{ type: 'application/json', schema: oneOrMany(report) }],
  answers: [json(202, 'Kept; it takes part in verdicts within seconds.', answer)],
  problems: [400, 413, 415, 422, 503],
});

const hookAnswers = [
  json(202, 'Kept. Also for events that are of no use, because senders stop on errors.', Accepted),
];
const hookBody = [{ type: '*/*', schema: null }];

export const INGEST_ROUTES: readonly Route[] = [
  {
    method: 'post',
    path: '/v1/hooks/{source}',
    operation: 'receiveDelivery',
    tag: 'Deliveries in',
    summary: 'Takes a webhook of a sender that signs',
    description:
      'The body is verified as it came over the wire and committed to the database before the answer. What it means is worked out afterwards; see `GET /v1/deliveries`.',
    access: 'source',
    parameters: { source: 'Id of a configured source' },
    body: hookBody,
    answers: hookAnswers,
    problems: [401, 404, 413, 503],
  },
  {
    method: 'post',
    path: '/v1/hooks/{source}/{token}',
    operation: 'receiveUnsignedDelivery',
    tag: 'Deliveries in',
    summary: 'Takes a webhook of a sender that cannot sign',
    access: 'source',
    parameters: { source: 'Id of a configured source', token: 'The token configured for the source' },
    body: hookBody,
    answers: hookAnswers,
    problems: [401, 404, 413, 503],
  },
  reportRoute('builds', 'reportBuilds', BuildReport, 'A pipeline reports a run or a job of itself'),
  reportRoute('pushes', 'reportPushes', PushReport, 'A pipeline reports what it pushed or deleted'),
  reportRoute(
    'expectations',
    'reportExpectations',
    ExpectationReport,
    'A pipeline announces the images it is going to push',
    ExpectationsAccepted,
  ),
  {
    method: 'post',
    path: '/v1/failures',
    operation: 'reportFailures',
    tag: 'Reports',
    summary:
      'An agent or a script reports containers that fail to pull, or no longer do, and that it is alive',
    description:
      'One report, an array, or one JSON object a line (NDJSON). Good reports are taken although others are not.',
    access: 'ingest',
    headers: IDEMPOTENCY,
    body: [
      { type: 'application/json', schema: oneOrMany(ClusterReport) },
      { type: 'application/x-ndjson', schema: null },
    ],
    answers: [json(202, 'How many were taken, and which were not and why.', FailuresAccepted)],
    problems: [400, 413, 415, 422, 503],
  },
];
