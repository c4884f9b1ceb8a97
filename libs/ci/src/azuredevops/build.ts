import { commitIdOf, type Observation, readRef } from '#domain';
import { lenient } from '#platform';
import { isFinal, rawStatus } from '../build-status.js';
import { envelopeFields, eventIdOf, repositoryFields, repositoryPath } from './envelope.js';
import { azureStatus } from './status.js';

const { identifier, list, shape, text, textMap, time } = lenient;

const person = shape({ displayName: text });

export const buildSchema = shape({
  ...envelopeFields,
  resource: shape({
    id: identifier,
    buildNumber: text,
    status: text,
    result: text,
    reason: text,
    queueTime: time,
    startTime: time,
    finishTime: time,
    sourceBranch: text,
    sourceVersion: text,
    sourceGetVersion: text,
    triggerInfo: textMap,
    definition: shape({ name: text }),
    project: shape({ name: text }),
    repository: repositoryFields,
    requestedFor: person,
    requests: list(shape({ requestedFor: person })),
    _links: shape({ web: shape({ href: text }) }),
  }),
});

/**
 * `build.complete` of resource versions 1.0 and 2.0. With "resource details: minimal" the commit and
 * the branch are not sent at all.
 */
export function observeBuild({ id, createdDate, resource }: lenient.Read<typeof buildSchema>): Observation[] {
  if (resource?.id === undefined) return [];
  const source = sourceOf(resource.sourceGetVersion);
  const names = readRef(resource.sourceBranch ?? source.ref);
  const status = azureStatus(resource.status, resource.result);
  const number = /^\d{1,15}$/.test(resource.buildNumber ?? '') ? Number(resource.buildNumber) : undefined;
  return [
    {
      kind: 'build',
      provider: 'azuredevops',
      repository: resource.repository && repositoryPath(resource.repository, resource.project?.name),
      commit: commitIdOf(resource.sourceVersion) ?? commitIdOf(source.version),
      branch: names.branch,
      gitTag: names.gitTag,
      pullRequest: names.pullRequest ?? pullRequestOf(resource.triggerInfo.get('pr.number')),
      workflow: resource.definition?.name,
      runId: resource.id,
      runNumber: number,
      runUrl: resource._links?.web?.href,
      status,
      rawStatus: rawStatus(resource.status, resource.result),
      event: resource.reason,
      actor: resource.requestedFor?.displayName ?? resource.requests[0]?.requestedFor?.displayName,
      startedAt: resource.startTime,
      finishedAt: isFinal(status) ? resource.finishTime : undefined,
      occurredAt: resource.finishTime ?? createdDate ?? resource.startTime ?? resource.queueTime,
      eventId: eventIdOf(id),
    },
  ];
}

/** `LG:<ref>:<commit>` of version 1.0; Team Foundation's own version control has `C<number>` there. */
function sourceOf(version: string | undefined): { ref?: string | undefined; version?: string | undefined } {
  const [, ref, commit] = /^LG:(.+):([0-9a-f]+)$/i.exec(version ?? '') ?? [];
  return { ref, version: commit };
}

const pullRequestOf = (number: string | undefined) =>
  /^\d{1,15}$/.test(number ?? '') ? Number(number) : undefined;
