import { commitIdInUrl, commitIdOf, type Observation, readRef } from '#domain';
import { lenient } from '#platform';
import { isFinal, type StatusWords, statusOf } from '../build-status.js';

const { shape, text, time } = lenient;

export const commitStatusSchema = shape({
  actor: shape({ nickname: text, display_name: text }),
  repository: shape({ full_name: text }),
  commit_status: shape({
    key: text,
    name: text,
    state: text,
    url: text,
    refname: text,
    commit: shape({ hash: text }),
    links: shape({ commit: shape({ href: text }) }),
    created_on: time,
    updated_on: time,
  }),
});

const STATES: StatusWords = new Map([
  ['inprogress', 'running'],
  ['successful', 'success'],
  ['failed', 'failure'],
  ['stopped', 'cancelled'],
]);

/**
 * `repo:commit_status_*`: what Bitbucket Pipelines or another CI system reports on a commit. The run's
 * number is only in the address of a Pipelines result; `key` names the pipeline's definition.
 */
export function observeCommitStatus(payload: lenient.Read<typeof commitStatusSchema>): Observation[] {
  const reported = payload.commit_status;
  if (reported === undefined) return [];
  const status = statusOf(STATES, reported.state);
  const run = pipelineRun(reported.url);
  return [
    {
      kind: 'build',
      provider: 'bitbucket',
      repository: payload.repository?.full_name,
      // Older payloads have the commit only as a link.
      commit: commitIdOf(reported.commit?.hash) ?? commitIdInUrl(reported.links?.commit?.href),
      branch: readRef(reported.refname).branch,
      workflow: reported.name ?? reported.key,
      runId: run,
      runNumber: run === undefined ? undefined : Number(run),
      runUrl: reported.url,
      status,
      rawStatus: reported.state,
      actor: payload.actor?.nickname ?? payload.actor?.display_name,
      startedAt: reported.created_on,
      finishedAt: isFinal(status) ? reported.updated_on : undefined,
      occurredAt: reported.updated_on ?? reported.created_on,
    },
  ];
}

/** `…#!/results/4` and the newer `…/pipelines/results/4`. */
const pipelineRun = (url: string | undefined) => /[!s]\/results\/(\d{1,15})(?:\D|$)/.exec(url ?? '')?.[1];
