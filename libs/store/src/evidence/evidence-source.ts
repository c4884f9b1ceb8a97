import type { ContainerFailure, FeedActivity, Recorded } from '#domain';
import type { EvidenceSource } from '#pipeline';
import { failuresOf } from '../containers/container-failures.js';
import type { Database } from '../database/database.js';
import type { Statement } from '../database/statement.js';
import { imageRepositoryColumn, sourceRepositoryColumn } from '../facts/canonical-names.js';
import { clippedName } from '../storable.js';
import {
  factsOfCommits,
  factsOfImage,
  factsOfRefs,
  newestPushes,
  pushesElsewhere,
  sourcesByImage,
  tagsByKeys,
} from './evidence.sql.js';
import { feedActivity } from './feed-activity.js';
import { FACT_COLUMNS, type FactRow, recordedFact } from './recorded-fact.js';
import { type RefNames, refLookUps } from './ref-look-ups.js';

const NEWEST_FIRST = [{ at: 'desc' }, { id: 'desc' }] as const;
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

  async newestOfImage(repository: string, limit: number) {
    const name = imageRepositoryColumn(repository);
    return name ? this.facts(newestPushes(name, limit)) : [];
  }

  async elsewhere(
    repository: string,
    { tag, digest }: { readonly tag: string | null; readonly digest: string | null },
    limit: number,
  ) {
    if (!tag && !digest) return [];
    return this.facts(pushesElsewhere(imageRepositoryColumn(repository) ?? '', tag, digest, limit));
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
    const lookUps = refLookUps(refs);
    return name && lookUps.length > 0 ? this.facts(factsOfRefs(name, lookUps, limit)) : [];
  }

  async branchesOf(repository: string, limit: number) {
    const rows = await this.database.prisma.sourceBranch.findMany({
      where: { repository: sourceRepositoryColumn(repository) ?? '' },
      orderBy: [{ lastAt: 'desc' }, { branch: 'asc' }],
      take: limit,
      select: { branch: true },
    });
    return rows.map(({ branch }) => branch);
  }

  async newestBuilds(repository: string, limit: number) {
    const rows = await this.database.prisma.observation.findMany({
      where: { repository: sourceRepositoryColumn(repository) ?? '', kind: 'build' },
      orderBy: [...NEWEST_FIRST],
      take: limit,
      select: FACT_COLUMNS,
    });
    return rows.map(recordedFact);
  }

  async failuresOnHost(cluster: string, host: string, limit: number): Promise<readonly ContainerFailure[]> {
    const rows = await this.database.prisma.container.findMany({
      where: { cluster: clippedName(cluster), host, failing: true },
      orderBy: [{ lastSeen: 'desc' }, { id: 'asc' }],
      take: limit,
      select: { state: true },
    });
    return failuresOf(rows);
  }

  async isHostKnown(host: string): Promise<boolean> {
    return (
      (await this.database.prisma.knownHost.findUnique({ where: { host: host.toLowerCase() } })) !== null
    );
  }

  async repositoriesNamed(keys: readonly string[], limit: number) {
    const rows = await this.database.prisma.repositoryKey.findMany({
      where: { key: { in: [...keys] } },
      orderBy: [{ key: 'asc' }, { repository: 'asc' }],
      take: limit,
      select: { repository: true },
    });
    return [...new Set(rows.map(({ repository }) => repository))];
  }

  async activityOf(repositories: readonly string[], limit: number): Promise<readonly FeedActivity[]> {
    const names = repositories.flatMap((name) => [imageRepositoryColumn(name), sourceRepositoryColumn(name)]);
    const rows = await this.database.prisma.feedActivity.findMany({
      where: { repository: { in: [...new Set(names.filter((name) => name !== null)), ''] } },
      orderBy: [{ day: 'desc' }, { repository: 'desc' }, { feed: 'asc' }, { source: 'asc' }],
      take: limit,
    });
    return rows.map(feedActivity);
  }
}
