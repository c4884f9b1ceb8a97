import { type CommitObservation, commitIdOf, type Observation, readRef } from '#domain';
import { DEFAULT_BODY_LIMIT, type SourceAdapter } from '#pipeline';
import { lenient, readJson, verifyHmacHeader } from '#platform';
import { buildStatusSchema, observeBuildStatus } from './bitbucket-server/build-status.js';
import { type EventReader, eventReader } from './event-reader.js';

const { identifier, list, shape, text, time } = lenient;

const commitFields = shape({
  id: text,
  message: text,
  author: shape({ name: text, displayName: text }),
  authorTimestamp: time,
});

const changeFields = shape({
  ref: shape({ id: text, displayId: text, type: text }),
  refId: text,
  toHash: text,
  type: text,
});

const pushSchema = shape({
  date: time,
  actor: shape({ name: text, displayName: text }),
  repository: shape({ slug: text, name: text, project: shape({ key: text }), id: identifier }),
  changes: list(changeFields),
  commits: list(commitFields),
  toCommit: commitFields,
});

type Push = lenient.Read<typeof pushSchema>;
type Change = lenient.Read<typeof changeFields>;

const EVENTS: ReadonlyMap<string, EventReader> = new Map([
  ['repo:refs_changed', eventReader(pushSchema, observePush)],
  ['mirror:repo_synchronized', eventReader(pushSchema, observePush)],
  ['repo:build_status', eventReader(buildStatusSchema, observeBuildStatus)],
]);

/** Bitbucket Server and Data Center (Atlassian docs, "Event payload"). */
export const bitbucketServer: SourceAdapter = {
  id: 'bitbucket-server',
  title: 'Bitbucket Data Center',
  feeds: ['commits', 'builds'],
  bodyLimit: DEFAULT_BODY_LIMIT,
  secretHeaders: ['x-hub-signature'],
  identify: ({ headers }) => ({
    event: headers['x-event-key'] ?? null,
    deliveryId: headers['x-request-id'] ?? null,
  }),
  verify: ({ body, headers }, { secrets }) =>
    verifyHmacHeader(body, headers['x-hub-signature'], secrets, {
      algorithm: 'sha256',
      prefix: 'sha256=',
      encoding: 'hex',
    }),
  normalise({ headers, body }) {
    const event = headers['x-event-key'] ?? '';
    if (event === 'diagnostics:ping') return { ignored: 'ping' };
    const read = EVENTS.get(event);
    if (read === undefined) return { ignored: 'unknown_event' };
    const document = readJson(body);
    return document.ok ? read(document.value) : { ignored: 'unreadable_body' };
  },
};

function observePush(push: Push): Observation[] {
  const common = {
    provider: 'bitbucket-server',
    repository: [push.repository?.project?.key, push.repository?.slug].filter(Boolean).join('/') || undefined,
    actor: push.actor?.name ?? push.actor?.displayName,
    occurredAt: push.date,
  };
  return push.changes.flatMap((change): Observation[] => {
    const names = readRef(change.ref?.id ?? change.refId);
    if (change.type === 'DELETE')
      return [{ kind: 'other', ...common, event: 'ref_deleted', ...branchAndTag(names) }];
    const head = headOf(push, change);
    // The listed commits belong to the change only when it is the only one.
    const others = push.changes.length === 1 ? push.commits.filter(({ id }) => commitIdOf(id) !== head) : [];
    const known = [push.toCommit, ...push.commits].find((commit) => commitIdOf(commit?.id) === head);
    return [
      { kind: 'commit', ...common, commit: head, ...branchAndTag(names), ...details(known) },
      ...others.map(
        (commit): CommitObservation => ({
          kind: 'commit',
          ...common,
          commit: commitIdOf(commit.id),
          branch: names.branch,
          ...details(commit),
        }),
      ),
    ];
  });
}

/** `toHash` of an annotated tag is the tag object; `toCommit` of newer versions is the commit. */
function headOf(push: Push, change: Change): string | null {
  const isTag = change.ref?.type === 'TAG';
  const commit = push.changes.length === 1 ? commitIdOf(push.toCommit?.id) : null;
  return isTag && commit !== null ? commit : commitIdOf(change.toHash);
}

const branchAndTag = ({ branch, gitTag }: ReturnType<typeof readRef>) => ({ branch, gitTag });

const details = (commit: lenient.Read<typeof commitFields> | undefined) => ({
  message: commit?.message,
  author: commit?.author?.name ?? commit?.author?.displayName,
  committedAt: commit?.authorTimestamp,
});
