import { type BuildObservation, commitIdOf, type Observation, readRef } from '#domain';
import { lenient } from '#platform';
import { isFinal, rawStatus } from '../build-status.js';
import { envelopeFields, eventIdOf, repositoryFields, repositoryPath } from './envelope.js';
import { azureStatus } from './status.js';

const { identifier, list, shape, text, time } = lenient;

const progressFields = {
  id: identifier,
  name: text,
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
      pipeline: shape({ name: text }),
      _links: shape({ web: shape({ href: text }) }),
      resources: shape({
        repositories: shape({
          self: shape({ refName: text, version: text, repository: repositoryFields }),
        }),
      }),
    }),
    job: shape(progressFields),
    pipeline: shape({ name: text }),
    repositories: list(shape({ url: text, change: shape({ version: text }) })),
  }),
});

/** Multi-stage YAML pipelines: a run, or one of its jobs, changed its state. */
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
    runId: run.id,
    runUrl: run._links?.web?.href,
    eventId: eventIdOf(id),
  };
  const job = resource?.job;
  const subject = job ?? run;
  const status = azureStatus(subject.state, subject.result);
  const finishedAt = subject.finishTime ?? (job === undefined ? run.finishedDate : undefined);
  return [
    {
      ...shared,
      jobId: job?.id,
      jobName: job?.name,
      status,
      rawStatus: rawStatus(subject.state, subject.result),
      startedAt: subject.startTime ?? (job === undefined ? run.createdDate : undefined),
      finishedAt: isFinal(status) ? finishedAt : undefined,
      occurredAt: finishedAt ?? createdDate,
    },
  ];
}
