import { feedOf, mentionedTags, nearKeys, type Recorded, spellingKeys } from '#domain';
import { type DeliveryOutcome, FETCHED_SOURCE } from '#pipeline';
import { storableName, storableTime } from '../storable.js';
import { imageRepositoryColumn, sourceRepositoryColumn } from './canonical-names.js';
import { distinctBy } from './fact-columns.js';

/** A row of the table `image_mention`. */
export interface MentionRow {
  readonly observation_id: string;
  readonly ordinal: number;
  readonly kind: string;
  readonly repository: string;
  readonly tag: string | null;
  readonly digest: string | null;
  readonly at: string;
}

/** The images that a fact names, each with the place it has in the fact. */
export function mentionRows(facts: readonly Recorded[]): MentionRow[] {
  return facts.flatMap(({ id, at, observation }) => {
    if (feedOf(observation.kind) === 'failures') return [];
    if (observation.kind === 'commit') return mentionsOfCommit(id, at, observation.message ?? '');
    const named =
      observation.kind === 'build'
        ? (observation.images ?? [])
        : observation.kind === 'push' || observation.kind === 'delete'
          ? [observation]
          : answeredImage(observation);
    return named.flatMap((image, ordinal) => {
      const repository = imageRepositoryColumn(image.repository);
      if (!repository) return [];
      const [tag, digest] = [storableName(image.tag), storableName(image.digest)];
      return [
        {
          observation_id: id,
          ordinal,
          kind: observation.kind,
          repository,
          tag,
          digest,
          at: storableTime(at),
        },
      ];
    });
  });
}

/** What a registry was asked about. */
function answeredImage(observation: Recorded['observation']) {
  if (observation.kind !== 'other' || !observation.answer) return [];
  const { tag, digest } = observation.answer;
  return [{ repository: observation.repository, tag, digest }];
}

/** Tags that a commit's message names, as mentions without a repository. */
const mentionsOfCommit = (id: string, at: string, message: string): MentionRow[] =>
  mentionedTags(message).map((tag, ordinal) => ({
    observation_id: id,
    ordinal,
    kind: 'commit',
    repository: '',
    tag: storableName(tag),
    digest: null,
    at: storableTime(at),
  }));

/** Mentions that bring a name into use. A deletion and an answer do not, and a commit's message is no push. */
const bringsName = ({ kind }: MentionRow) => kind === 'push' || kind === 'build';

const first = <Row>(row: Row): Row => row;

/** Near-miss keys of the tags that were pushed or that builds name. */
export function tagKeyRows(mentions: readonly MentionRow[]) {
  const rows = mentions.filter(bringsName).flatMap(({ repository, tag }) => {
    if (!tag) return [];
    return nearKeys(tag).flatMap((text) => {
      const key = storableName(text);
      return key ? [{ repository, key, tag }] : [];
    });
  });
  return distinctBy(rows, (row) => [row.repository, row.key, row.tag], first);
}

/** Keys under which a misspelled name finds the repositories that exist. */
export function repositoryKeyRows(mentions: readonly MentionRow[]) {
  const rows = mentions
    .filter(bringsName)
    .flatMap(({ repository }) => spellingKeys(repository).map((key) => ({ key, repository })));
  return distinctBy(rows, (row) => [row.key, row.repository], first);
}

/** Ties between image and source repositories, counted once per fact. */
export function imageSourceRows(facts: readonly Recorded[]) {
  const rows = facts.flatMap(({ observation }) => {
    const tie = (image: string | null | undefined, source: string | null | undefined, how: string) => {
      const repository = imageRepositoryColumn(image);
      const source_repository = sourceRepositoryColumn(source);
      return repository && source_repository ? [{ repository, source_repository, how, observations: 1 }] : [];
    };
    if (observation.kind === 'push') return tie(observation.repository, observation.sourceRepository, 'push');
    if (observation.kind !== 'build') return [];
    return (observation.images ?? []).flatMap((image) =>
      tie(image.repository, observation.repository, 'build'),
    );
  });
  return distinctBy(
    rows,
    (row) => [row.repository, row.source_repository, row.how],
    (a, b) => ({ ...a, observations: a.observations + b.observations }),
  );
}

/** Branches of source repositories. A fork's branch is no branch of the repository. */
export function branchRows(facts: readonly Recorded[]) {
  const rows = facts.flatMap(({ at, observation }) => {
    if (observation.kind !== 'build' && observation.kind !== 'commit') return [];
    const repository = sourceRepositoryColumn(observation.repository);
    const branch = storableName(observation.branch);
    const head = observation.kind === 'build' ? sourceRepositoryColumn(observation.headRepository) : null;
    const foreign = head !== null && head !== repository;
    return repository && branch && !foreign ? [{ repository, branch, last_at: storableTime(at) }] : [];
  });
  return distinctBy(
    rows,
    (row) => [row.repository, row.branch],
    (a, b) => (a.last_at > b.last_at ? a : b),
  );
}

/**
 * First and last fact per feed, source, repository and day (UTC); once more for the source as a whole.
 * What was fetched for one question covers nothing.
 */
export function activityRows(outcomes: readonly Pick<DeliveryOutcome, 'facts' | 'source'>[]) {
  const feeding = outcomes.filter(({ source }) => source !== FETCHED_SOURCE);
  const rows = feeding.flatMap(({ facts, source }) =>
    facts.flatMap(({ at: text, observation }) => {
      const feed = feedOf(observation.kind);
      if (!feed) return [];
      const at = storableTime(text);
      const brick = { feed, source, day: at.slice(0, 10), first_at: at, last_at: at };
      const repository = repositoryOf(observation);
      return ['', ...(repository ? [repository] : [])].map((name) => ({ ...brick, repository: name }));
    }),
  );
  return distinctBy(
    rows,
    (row) => [row.feed, row.source, row.repository, row.day],
    (a, b) => ({
      ...a,
      first_at: a.first_at < b.first_at ? a.first_at : b.first_at,
      last_at: a.last_at > b.last_at ? a.last_at : b.last_at,
    }),
  );
}

function repositoryOf(observation: Recorded['observation']): string | null {
  if (observation.kind === 'push' || observation.kind === 'delete')
    return imageRepositoryColumn(observation.repository);
  // What a heartbeat covers is its cluster.
  if (observation.kind === 'heartbeat') return storableName(observation.cluster);
  if (observation.kind === 'build' || observation.kind === 'commit')
    return sourceRepositoryColumn(observation.repository);
  return null;
}

/** Registry hosts that took a push. */
export const pushedHosts = (mentions: readonly MentionRow[]): readonly string[] =>
  mentions.flatMap(({ kind, repository }) =>
    kind === 'push' && repository.includes('/') ? [repository.slice(0, repository.indexOf('/'))] : [],
  );
