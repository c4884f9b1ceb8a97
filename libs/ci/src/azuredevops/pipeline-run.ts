import { type BuildObservation, commitIdOf, type Observation, readRef } from '#domain';
import { lenient } from '#platform';
import { isFinal, rawStatus } from '../build-status.js';
import { envelopeFields, eventIdOf, repositoryFields, repositoryPath } from './envelope.js';
import { azureStatus } from './status.js';

const { identifier, list, shape, text, time } = lenient;

const progressFields = {
  id: identifier,
  name: text,
  displayName: text,
  state: text,
  result: text,
  startTime: time,
  finishTime: time,
};

export const pipelineRunSchema = shape({
  ...envelopeFields,
  resource: shape({
    run: shape({
      ...progressFields,
      createdDate: time,
      finishedDate: time,
      url: text,
      pipeline: shape({ name: text }),
      _links: shape({ web: shape({ href: text }) }),
      resources: shape({
        repositories: shape({
          self: shape({ refName: text, version: text, repository: repositoryFields }),
        }),
      }),
    }),
    job: shape(progressFields),
    stage: shape(progressFields),
    pipeline: shape({ name: text }),
    repositories: list(shape({ url: text, change: shape({ version: text }) })),
  }),
});

/** Multi-stage YAML pipelines: a run, or one of its stages or jobs, changed its state. A job's event has its stage too. */
export function observePipelineRun({
  id,
  createdDate,
  resource,
}: lenient.Read<typeof pipelineRunSchema>): Observation[] {
  const run = resource?.run;
  if (run === undefined) return [];
  const self = run.resources?.repositories?.self;
  // Job events list the repositories beside the run.
  const listed = resource?.repositories[0];
  const names = readRef(self?.refName);
  const shared: BuildObservation = {
    kind: 'build',
    provider: 'azuredevops',
    repository:
      repositoryPath(self?.repository, undefined) ?? repositoryPath(listed && { url: listed.url }, undefined),
    commit: commitIdOf(self?.version) ?? commitIdOf(listed?.change?.version),
    branch: names.branch,
    gitTag: names.gitTag,
    pullRequest: names.pullRequest,
    workflow: resource?.pipeline?.name ?? run.pipeline?.name,
    runId: run.id ?? runIdIn(run.url) ?? runIdIn(run._links?.web?.href),
    runUrl: run._links?.web?.href,
    eventId: eventIdOf(id),
  };
  const part = resource?.job ?? resource?.stage;
  const subject = part ?? run;
  const status = azureStatus(subject.state, subject.result);
  const finishedAt = subject.finishTime ?? (part === undefined ? run.finishedDate : undefined);
  return [
    {
      ...shared,
      jobId: part?.id,
      jobName: part?.displayName ?? part?.name,
      status,
      rawStatus: rawStatus(subject.state, subject.result),
      startedAt: subject.startTime ?? (part === undefined ? run.createdDate : undefined),
      finishedAt: isFinal(status) ? finishedAt : undefined,
      occurredAt: finishedAt ?? createdDate,
    },
  ];
}

/** `…/_apis/Pipelines/1/runs/11` and `…/_build/results?buildId=11`: a run's own event may have its id only there. */
const runIdIn = (url: string | undefined) =>
  /(?:\/runs\/|[?&]buildId=)(\d{1,15})(?:\D|$)/.exec(url ?? '')?.[1];
