import type { Observation, RegistryAnswer } from '#domain';
import { type KeepDeps, keepFetched, observed } from '../fetch/keep-fetched.js';
import type { CoverageLog, RegistryReader } from '../ports/index.js';
import type { Reconciled } from './missed-deliveries.js';
import type { Turn } from './turns.js';

/** Repositories with more tags than this are not polled: a list would take longer than it is good for. */
const MOST_TAGS = 5_000;
const MOST_PAGES = 60;

/** Who vouches for what a poll covers. */
const SOURCE = 'registry-poll';

export interface TagDeps extends KeepDeps {
  readonly registries: RegistryReader;
  readonly coverage: CoverageLog;
}

/**
 * Compares a repository's tags with those of the last turn. A tag that came was not there then and is
 * now, and the other way round: two answers of the registry, each with its own time, and no push or
 * deletion at a time that nobody knows. The note is the time of the list and the tags on it.
 */
export async function tagChanges(
  deps: TagDeps,
  repository: string,
  { note, now, end }: Turn,
): Promise<Reconciled> {
  const tags = await allTags(deps.registries, repository);
  if (tags === null) return { isDone: false, retryAt: null };
  const [before, ...known] = note.split(' ');
  let kept = 0;
  if (before) {
    const [was, is] = [new Set(known), new Set(tags)];
    const changed = [
      ...tags.filter((tag) => !was.has(tag)).flatMap((tag) => changeOf(tag, 'absent', 'present')),
      ...known.filter((tag) => !is.has(tag)).flatMap((tag) => changeOf(tag, 'present', 'absent')),
    ];
    const times = { before, now: now.toISOString() };
    const answers = changed.map(({ tag, found, at }) => answer(repository, { tag, found }, times[at]));
    if (answers.length > 0) kept = await keepFetched(deps, [observed('registry_answer', answers)]);
    const from = new Date(before);
    await deps.coverage.cover([{ feed: 'pushes', source: SOURCE, repository, from, to: now }]);
  }
  await end([now.toISOString(), ...tags].join(' '));
  return { isDone: true, kept };
}

type Found = 'present' | 'absent';

const changeOf = (tag: string, was: Found, is: Found) => [
  { tag, found: was, at: 'before' as const },
  { tag, found: is, at: 'now' as const },
];

const answer = (repository: string, said: RegistryAnswer, occurredAt: string): Observation => ({
  kind: 'other',
  provider: 'registry',
  event: 'registry_answer',
  repository,
  occurredAt,
  answer: said,
});

/** All tags, or `null` when they cannot be had. Tags have no white space. */
export async function allTags(
  registries: RegistryReader,
  repository: string,
): Promise<readonly string[] | null> {
  const tags = new Set<string>();
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES && tags.size <= MOST_TAGS; page += 1) {
    const answered: Awaited<ReturnType<RegistryReader['tags']>> = await registries.tags(repository, after);
    if (answered.state !== 'listed') return null;
    for (const tag of answered.tags) tags.add(tag);
    after = answered.next;
    if (after === null) return tags.size <= MOST_TAGS ? [...tags] : null;
  }
  return null;
}
