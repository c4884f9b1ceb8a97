import { commitIdOf, type Observation, readRef } from '#domain';
import { lenient } from '#platform';
import { isFinal, type StatusWords, statusOf } from '../build-status.js';

const { identifier, integer, list, shape, text, time } = lenient;

const repositoryFields = shape({ slug: text, project: shape({ key: text }) });

export const buildStatusSchema = shape({
  createdDate: time,
  date: time,
  user: shape({ name: text }),
  repository: repositoryFields,
  commit: text,
  status: shape({
    commitId: text,
    state: text,
    key: text,
    name: text,
    parent: text,
    buildNumber: identifier,
    ref: text,
    url: text,
    dateAdded: time,
  }),
  pullRequests: list(shape({ id: integer, toRef: shape({ repository: repositoryFields }) })),
});

/** States of Bitbucket Data Center's builds API. */
const STATES: StatusWords = new Map([
  ['inprogress', 'running'],
  ['successful', 'success'],
  ['failed', 'failure'],
  ['cancelled', 'cancelled'],
]);

/**
 * `repo:build_status`: what a CI system reported on a commit. Bitbucket Data Center sends no such event
 * itself; Sourcegraph's plugin does (sourcegraph/bitbucket-server-plugin, `EventSerializer`), and names
 * the repository only through the pull requests that contain the commit.
 */
export function observeBuildStatus(event: lenient.Read<typeof buildStatusSchema>): Observation[] {
  const reported = event.status;
  if (reported === undefined) return [];
  const [pullRequest] = event.pullRequests;
  const repository = event.repository ?? pullRequest?.toRef?.repository;
  const names = readRef(reported.ref);
  const status = statusOf(STATES, reported.state);
  const at = reported.dateAdded ?? event.createdDate ?? event.date;
  return [
    {
      kind: 'build',
      provider: 'bitbucket-server',
      repository: [repository?.project?.key, repository?.slug].filter(Boolean).join('/') || undefined,
      commit: commitIdOf(event.commit ?? reported.commitId),
      branch: names.branch,
      gitTag: names.gitTag,
      pullRequest: names.pullRequest ?? pullRequest?.id,
      workflow: reported.name ?? reported.parent ?? reported.key,
      runId: reported.buildNumber === undefined ? undefined : `${reported.key ?? ''}/${reported.buildNumber}`,
      runUrl: reported.url,
      status,
      rawStatus: reported.state,
      actor: event.user?.name,
      finishedAt: isFinal(status) ? at : undefined,
      occurredAt: at,
    },
  ];
}
