import { type BuildObservation, foldRuns, type Incident, type Recorded, type Run } from '#domain';
import type { FactReader } from '../ports/index.js';
import {
  type BuildView,
  buildView,
  type CommitView,
  commitView,
  type DeletionView,
  deletionViews,
  type PushView,
  pushViews,
} from './build-view.js';

/** All that is known to have come from one commit, as the API answers it. */
export interface CommitReportView {
  readonly commit: CommitView;
  readonly summary: string;
  readonly builds: readonly BuildView[];
  readonly pushes: readonly PushView[];
  readonly deletions: readonly DeletionView[];
  readonly incidents: readonly Incident[];
}

export type CommitReportAnswer =
  | { readonly found: true; readonly report: CommitReportView }
  | {
      readonly found: false;
      readonly reason: 'unknown' | 'ambiguous';
      readonly candidates: readonly string[];
    };

/** How many commits an ambiguous prefix lists. */
const MAX_CANDIDATES = 20;

/** A report lists at most this many incidents; `GET /v1/incidents?commit=` has the rest. */
const MAX_INCIDENTS = 100;

/** What a commit built, pushed and broke. A prefix of at least seven digits is enough if it is unambiguous. */
export async function commitReport(facts: FactReader, shaOrPrefix: string): Promise<CommitReportAnswer> {
  const prefix = shaOrPrefix.toLowerCase();
  const candidates = await facts.commitsByPrefix(prefix, MAX_CANDIDATES);
  const [sha] = candidates;
  if (!sha) return { found: false, reason: 'unknown', candidates: [] };
  if (candidates.length > 1 && !candidates.includes(prefix))
    return { found: false, reason: 'ambiguous', candidates };
  const exact = candidates.includes(prefix) ? prefix : sha;
  const [records, incidents] = await Promise.all([
    facts.aboutCommit(exact),
    facts.incidentsOfCommit(exact, MAX_INCIDENTS),
  ]);
  return { found: true, report: reportOf(exact, records, incidents) };
}

function reportOf(
  sha: string,
  records: readonly Recorded[],
  incidents: readonly Incident[],
): CommitReportView {
  const runs = foldRuns(records.filter(isBuild)).filter((run) => run.commit === sha);
  const builds = runs.map(buildView);
  const pushes = pushViews(records);
  const deletions = deletionViews(records);
  return {
    commit: commitView(sha, repositoryOf(records, runs), records),
    summary: summarise(sha, runs, pushes, incidents),
    builds,
    pushes,
    deletions,
    incidents,
  };
}

const isBuild = (record: Recorded): record is Recorded<BuildObservation> =>
  record.observation.kind === 'build';

function repositoryOf(records: readonly Recorded[], runs: readonly Run[]): string {
  const named = records.flatMap(({ observation }) =>
    observation.kind === 'commit' && observation.repository
      ? [observation.repository]
      : observation.kind === 'push' && observation.sourceRepository
        ? [observation.sourceRepository]
        : [],
  );
  return runs.find((run) => !run.fromFork)?.repository ?? named[0] ?? '';
}

function summarise(
  sha: string,
  runs: readonly Run[],
  pushes: readonly PushView[],
  incidents: readonly Incident[],
): string {
  const failed = runs.filter((run) => run.status === 'failure' || run.status === 'timed_out').length;
  const tags = new Set(pushes.flatMap((push) => (push.tag ? [`${push.repository}:${push.tag}`] : [])));
  const open = incidents.filter((incident) => incident.state === 'open').length;
  const count = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`;
  const failing =
    open === 0
      ? 'nothing fails because of it now'
      : `${count(open, 'open incident')} ${open === 1 ? 'names' : 'name'} it`;
  return `Commit ${sha.slice(0, 7)}: ${count(runs.length, 'build')}${failed > 0 ? ` (${failed} failed)` : ''}, ${count(tags.size, 'tag')} pushed; ${failing}.`;
}
