import {
  type ContainerFailure,
  type ContainerState,
  type EarlierPull,
  type FeedActivity,
  pullOf,
  type Recorded,
} from '#domain';
import type { EvidenceSource } from '#pipeline';
import { failuresOf } from '../containers/container-failures.js';
import type { Database } from '../database/database.js';
import type { Statement } from '../database/statement.js';
import { imageRepositoryColumn, sourceRepositoryColumn } from '../facts/canonical-names.js';
import { clippedName } from '../storable.js';
import {
  commitsNaming,
  factsOfCommits,
  factsOfImage,
  factsOfRefs,
  newestOfImage,
  pushesElsewhere,
  pushesOnOtherHosts,
  type RefNames,
  sourcesByImage,
  tagsByKeys,
} from './evidence.sql.js';
import { type FeedActivityRow, feedActivity } from './feed-activity.js';
import { type FactRow, recordedFact } from './recorded-fact.js';
import {
  activityOfRepositories,
  failingOnHost,
  knownHost,
  newestBranches,
  newestOfSource,
  recoveredOnHost,
  repositoriesByKeys,
} from './surroundings.sql.js';

const COMMIT_PREFIX = /^[0-9a-f]{7,64}$/;

/** Indexed, bounded look-ups of evidence. */
export class PostgresEvidenceSource implements EvidenceSource {
  constructor(private readonly database: Database) {}

  private async facts(statement: Statement): Promise<readonly Recorded[]> {
    return (await this.database.run<FactRow>(statement)).map(recordedFact);
  }

  async ofImage(
    repository: string,
    { tags, digests }: { readonly tags: readonly string[]; readonly digests: readonly string[] },
    limit: number,
  ) {
    const name = imageRepositoryColumn(repository);
    return name ? this.facts(factsOfImage(name, tags, digests, limit)) : [];
  }

  async tagsByNearKeys(repository: string, keys: readonly string[], limit: number) {
    const name = imageRepositoryColumn(repository);
    if (!name) return [];
    const rows = await this.database.run<{ tag: string }>(tagsByKeys(name, keys, limit));
    return rows.map(({ tag }) => tag);
  }

  async newestOfImage(repository: string, until: Date | null, limit: number) {
    const name = imageRepositoryColumn(repository);
    return name ? this.facts(newestOfImage(name, until, limit)) : [];
  }

  async elsewhere(
    repository: string,
    { tag, digest }: { readonly tag: string | null; readonly digest: string | null },
    limit: number,
  ) {
    if (!tag && !digest) return [];
    return this.facts(pushesElsewhere(imageRepositoryColumn(repository) ?? '', tag, digest, limit));
  }

  async onOtherHosts(repository: string, tag: string, limit: number) {
    const name = imageRepositoryColumn(repository);
    return name ? this.facts(pushesOnOtherHosts(name, tag, limit)) : [];
  }

  async commitsNaming(tag: string, limit: number) {
    return this.facts(commitsNaming(tag, limit));
  }

  async sourcesOf(repository: string, limit: number) {
    const name = imageRepositoryColumn(repository);
    if (!name) return [];
    const rows = await this.database.run<{ source: string }>(sourcesByImage(name, limit));
    return rows.map(({ source }) => source);
  }

  async ofCommits(prefixes: readonly string[], limit: number) {
    const hex = prefixes.map((prefix) => prefix.toLowerCase()).filter((prefix) => COMMIT_PREFIX.test(prefix));
    return hex.length > 0 ? this.facts(factsOfCommits(hex, limit)) : [];
  }

  ofRuns(repository: string, runIds: readonly string[], limit: number) {
    return this.ofRefs(
      repository,
      { branches: [], gitTags: [], pullRequests: [], runNumbers: [], runIds },
      limit,
    );
  }

  async ofRefs(repository: string, refs: RefNames, limit: number) {
    const name = sourceRepositoryColumn(repository);
    const isAsked = Object.values(refs).some((names) => names.length > 0);
    return name && isAsked ? this.facts(factsOfRefs(name, refs, limit)) : [];
  }

  async branchesOf(repository: string, limit: number) {
    const name = sourceRepositoryColumn(repository);
    if (!name) return [];
    const rows = await this.database.run<{ branch: string }>(newestBranches(name, limit));
    return rows.map(({ branch }) => branch);
  }

  newestBuilds(repository: string, until: Date | null, limit: number) {
    return this.newestOfSource('build', repository, until, limit);
  }

  newestCommits(repository: string, until: Date | null, limit: number) {
    return this.newestOfSource('commit', repository, until, limit);
  }

  private async newestOfSource(
    kind: 'build' | 'commit',
    repository: string,
    until: Date | null,
    limit: number,
  ) {
    const name = sourceRepositoryColumn(repository);
    return name ? this.facts(newestOfSource(kind, name, until, limit)) : [];
  }

  async failuresOnHost(cluster: string, host: string, limit: number): Promise<readonly ContainerFailure[]> {
    const statement = failingOnHost(clippedName(cluster), host, limit);
    return failuresOf(await this.database.run<{ state: unknown }>(statement));
  }

  async pullsFromHost(cluster: string, host: string, limit: number): Promise<readonly EarlierPull[]> {
    const statement = recoveredOnHost(clippedName(cluster), host, limit);
    const rows = await this.database.run<{ state: unknown }>(statement);
    return rows.flatMap(({ state }) => pullOf(state as ContainerState) ?? []);
  }

  async isHostKnown(host: string): Promise<boolean> {
    return (await this.database.run(knownHost(host.toLowerCase()))).length > 0;
  }

  async repositoriesNamed(keys: readonly string[], limit: number) {
    const rows = await this.database.run<{ repository: string }>(repositoriesByKeys(keys, limit));
    return [...new Set(rows.map(({ repository }) => repository))];
  }

  async activityOf(repositories: readonly string[], limit: number): Promise<readonly FeedActivity[]> {
    const names = repositories.flatMap((name) => [imageRepositoryColumn(name), sourceRepositoryColumn(name)]);
    const asked = [...new Set([...names.filter((name) => name !== null), ''])];
    const rows = await this.database.run<FeedActivityRow>(activityOfRepositories(asked, limit));
    return rows.map(feedActivity);
  }
}
