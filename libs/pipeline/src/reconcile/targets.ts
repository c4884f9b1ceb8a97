import { type FeedActivity, type Incident, parseImageRepository, type RepositoryMapping } from '#domain';
import type { RegistryReader } from '../ports/index.js';
import type { SourceSettings } from '../source-adapter.js';

/** What there is to reconcile. */
export interface Targets {
  /** Source repositories, with the webhook source that told of each. */
  readonly hooked: readonly { readonly source: string; readonly repository: string }[];
  /** Source repositories that any feed told of. */
  readonly repositories: readonly string[];
  /** Image repositories that pushes told of. */
  readonly images: readonly string[];
  /** Image repositories in registries that send no events. */
  readonly unheard: readonly string[];
}

export interface Known {
  readonly activity: readonly FeedActivity[];
  readonly sources: readonly SourceSettings[];
  readonly incidents: readonly Incident[];
  readonly mappings: readonly RepositoryMapping[];
}

/** Names under which a source gets GitHub's webhooks. */
const GITHUB: ReadonlySet<string> = new Set(['github', 'ghcr']);

const distinct = (names: readonly string[]) => [...new Set(names)].sort();

/** Reads the targets out of what feeds told lately, what fails now and what is mapped. */
export function targetsOf(known: Known, registries: Pick<RegistryReader, 'mayAsk'>): Targets {
  const { activity, sources, incidents, mappings } = known;
  const github = new Set(sources.filter(({ provider }) => GITHUB.has(provider)).map(({ id }) => id));
  const configured = new Set(sources.map(({ id }) => id));
  const named = activity.filter(({ repository }) => repository !== '');
  const built = named.filter(({ feed }) => feed === 'builds' || feed === 'commits');
  const hooked = new Map(
    built
      .filter(({ source }) => github.has(source))
      .map(({ source, repository }) => [`${source} ${repository}`, { source, repository }]),
  );
  // What a poll vouches for is no event.
  const pushed = named.filter(({ feed, source }) => feed === 'pushes' && configured.has(source));
  const heard = new Set(pushed.map(({ repository }) => hostOf(repository)));
  const wanted = [
    ...incidents.map(({ image }) => image.repository),
    ...mappings.flatMap(({ image }) => (image.includes('*') ? [] : [image])),
  ].filter((repository) => {
    const host = hostOf(repository);
    return host !== null && registries.mayAsk(host) && !heard.has(host);
  });
  return {
    hooked: [...hooked.values()].sort((a, b) => (a.repository < b.repository ? -1 : 1)),
    repositories: distinct(built.map(({ repository }) => repository)),
    images: distinct(pushed.map(({ repository }) => repository)),
    unheard: distinct(wanted),
  };
}

const hostOf = (repository: string) => parseImageRepository(repository)?.registry ?? null;
