import {
  type CaseFile,
  type ContainerFailure,
  type Incident,
  makersOf,
  openCase,
  originOf,
  type Recorded,
  type Run,
  runsOf,
  type Verdict,
  wantedReference,
} from '#domain';
import { gatherEvidence } from '../gather-evidence.js';
import type { EvidenceSource, ImageSettings, IncidentReader } from '../ports/index.js';

export interface TimelineDeps {
  readonly incidents: Pick<IncidentReader, 'get' | 'containers' | 'verdicts'>;
  readonly evidence: EvidenceSource;
  readonly settings: ImageSettings;
  readonly now: () => Date;
}

/** One thing that happened on the way from commit to pull, as the API answers it. */
export interface TimelineItem {
  readonly at: string;
  /** When a build was over; left out by what takes no time. */
  readonly endedAt?: string | null;
  readonly kind: 'commit' | 'build' | 'push' | 'delete' | 'failure' | 'recovery' | 'verdict';
  readonly title: string;
  readonly detail: string | null;
  readonly status: string | null;
  readonly url: string | null;
}

/** A timeline is for reading: this many containers and verdicts at most. */
const MAX_CONTAINERS = 100;
const MAX_VERDICTS = 50;

/** The way of an incident's image from commit to pull, oldest first; `null` for an unknown incident. */
export async function incidentTimeline(
  deps: TimelineDeps,
  id: string,
): Promise<readonly TimelineItem[] | null> {
  const incident = await deps.incidents.get(id);
  if (!incident) return null;
  const [containers, verdicts] = await Promise.all([
    deps.incidents.containers(id, MAX_CONTAINERS),
    deps.incidents.verdicts(id, { limit: MAX_VERDICTS, cursor: null }),
  ]);
  const image = wantedReference(incident.image.reference);
  const { snapshot } = await gatherEvidence(deps.evidence, deps.settings, image, containers);
  const file = openCase(snapshot, deps.now().toISOString());
  const items = [
    ...ofImage(file, incident),
    ...containers.flatMap(ofContainer),
    ...(verdicts?.items ?? []).map(ofVerdict),
  ];
  return items.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.title < b.title ? -1 : 1));
}

/** The commit, its runs, and what was pushed and deleted under the wanted name or the one that exists. */
function ofImage(file: CaseFile, incident: Incident): TimelineItem[] {
  const { verdict } = incident;
  const exact = file.history.pushes;
  const instead = file.pushes.filter(
    ({ observation }) =>
      verdict?.push && observation.tag === verdict.push.tag && observation.digest === verdict.push.digest,
  );
  const pushes = [...new Map([...exact, ...instead].map((push) => [push.id, push])).values()];
  const origin = verdict?.commit ?? file.commit ?? (pushes[0] ? originOf(file, pushes[0]) : null);
  const runs = origin ? runsOf(file, origin) : makersOf(file).map(({ run }) => run);
  const commits = file.commits.filter(({ observation }) => origin && observation.commit === origin.sha);
  const deletion = file.history.deletion;
  return [
    ...commits.map(ofCommit),
    ...runs.map(ofRun),
    ...pushes.map(ofPush),
    ...(deletion ? [ofDeletion(deletion)] : []),
  ];
}

function ofCommit({ observation, at }: Recorded): TimelineItem {
  const commit = observation.kind === 'commit' ? observation : null;
  return {
    at: commit?.committedAt ?? at,
    kind: 'commit',
    title: `Commit ${commit?.commit?.slice(0, 7) ?? ''}${commit?.author ? ` by ${commit.author}` : ''}`,
    detail: commit?.message?.split('\n')[0] ?? null,
    status: null,
    url: commit?.url ?? null,
  };
}

function ofRun(run: Run): TimelineItem {
  const name = run.number === null ? (run.runId ?? '') : `#${run.number}`;
  return {
    at: run.startedAt,
    endedAt: run.finishedAt,
    kind: 'build',
    title: `Build ${name}${run.workflow ? ` (${run.workflow})` : ''}`,
    detail: run.finishedAt ? `ended at ${run.finishedAt}` : null,
    status: run.status,
    url: run.url,
  };
}

function ofPush({ observation, at }: Recorded): TimelineItem {
  const push = observation.kind === 'push' ? observation : null;
  return {
    at,
    kind: 'push',
    title: `Pushed ${push?.repository ?? ''}${push?.tag ? `:${push.tag}` : ''}`,
    detail: push?.digest ?? null,
    status: null,
    url: null,
  };
}

function ofDeletion({ observation, at }: Recorded): TimelineItem {
  const deletion = observation.kind === 'delete' ? observation : null;
  return {
    at,
    kind: 'delete',
    title: `Deleted ${deletion?.repository ?? ''}${deletion?.tag ? `:${deletion.tag}` : ''}`,
    detail: deletion?.rule ?? deletion?.digest ?? null,
    status: null,
    url: null,
  };
}

function ofContainer(failure: ContainerFailure): TimelineItem[] {
  const place = `${failure.cluster}/${failure.namespace}/${failure.pod}`;
  const failed: TimelineItem = {
    at: failure.firstSeenAt,
    kind: 'failure',
    title: `Pull failed in ${place}`,
    detail: failure.message,
    status: failure.reason,
    url: null,
  };
  if (!failure.recoveredAt) return [failed];
  return [
    failed,
    {
      at: failure.recoveredAt,
      kind: 'recovery',
      title: `Recovered in ${place}`,
      detail: null,
      status: null,
      url: null,
    },
  ];
}

const ofVerdict = (verdict: Verdict): TimelineItem => ({
  at: verdict.decidedAt,
  kind: 'verdict',
  title: verdict.summary,
  detail: verdict.cause,
  status: verdict.level,
  url: null,
});
