import { Incident, IncidentPage, IncidentQuery, Timeline, VerdictHistory } from '../incident.js';
import { PageQuery } from '../primitives.js';
import { CommitReport, Trace, TraceQuery } from '../report.js';
import { json, type Route } from './route.js';

const incidentId = { id: 'Id of an incident' };

export const READ_ROUTES: readonly Route[] = [
  {
    method: 'get',
    path: '/v1/trace',
    operation: 'traceImage',
    tag: 'Answers',
    summary: 'Would this image pull, and who made it',
    access: 'read',
    query: TraceQuery,
    answers: [json(200, 'What the recorded history says of the reference.', Trace)],
    problems: [400, 503],
  },
  {
    method: 'post',
    path: '/v1/admission/{token}',
    operation: 'reviewAdmission',
    tag: 'Answers',
    summary: 'Warns an API server of images that would not be pulled; allows everything',
    description:
      'For a ValidatingWebhookConfiguration (admission.k8s.io/v1). Within 300 ms, or without a warning.',
    access: 'source',
    parameters: { token: 'A token of scope read' },
    body: [{ type: 'application/json', schema: null }],
    answers: [
      {
        status: 200,
        description: 'An AdmissionReview that allows the request, with or without warnings.',
        content: [{ type: 'application/json', schema: null }],
      },
    ],
    problems: [400, 401, 413, 415, 422, 503],
  },
  {
    method: 'get',
    path: '/v1/incidents',
    operation: 'listIncidents',
    tag: 'Answers',
    summary: 'Incidents, newest first',
    access: 'read',
    query: IncidentQuery,
    answers: [json(200, 'A page of incidents.', IncidentPage)],
    problems: [400, 503],
  },
  {
    method: 'get',
    path: '/v1/incidents/{id}',
    operation: 'getIncident',
    tag: 'Answers',
    summary: 'One incident with its verdict',
    access: 'read',
    parameters: incidentId,
    answers: [json(200, 'The incident.', Incident)],
    problems: [404, 503],
  },
  {
    method: 'get',
    path: '/v1/incidents/{id}/verdicts',
    operation: 'listVerdicts',
    tag: 'Answers',
    summary: 'The verdicts of an incident, newest first',
    access: 'read',
    parameters: incidentId,
    query: PageQuery,
    answers: [json(200, 'A page of verdicts.', VerdictHistory)],
    problems: [400, 404, 503],
  },
  {
    method: 'get',
    path: '/v1/incidents/{id}/timeline',
    operation: 'getTimeline',
    tag: 'Answers',
    summary: 'What happened on the way from commit to pull',
    access: 'read',
    parameters: incidentId,
    answers: [json(200, 'The events, oldest first.', Timeline)],
    problems: [404, 503],
  },
  {
    method: 'get',
    path: '/v1/commits/{sha}/report',
    operation: 'getCommitReport',
    tag: 'Answers',
    summary: 'Builds, pushed tags and failing workloads of one commit',
    access: 'read',
    parameters: { sha: 'Commit id, or a prefix of at least seven hexadecimal digits' },
    answers: [
      {
        status: 200,
        description: 'The report, as the Accept header asks for it.',
        content: [
          { type: 'application/json', schema: CommitReport },
          { type: 'text/markdown', schema: null },
          { type: 'text/html', schema: null },
        ],
      },
    ],
    problems: [400, 404, 406, 409, 503],
  },
];
