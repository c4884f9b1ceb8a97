import { parseImageRepository } from '../image/index.js';
import type { CaseFile } from './case-file.js';
import { inWords } from './durations.js';
import type { PushRecord } from './tag-history.js';

/** A push of the wanted tag to a registry that the wanted one is a replica of. */
export interface ReplicaPush {
  readonly push: PushRecord;
  /** Why the two are held to be replicas, in words. */
  readonly because: string;
  /** How long earlier tags took to arrive, in milliseconds; `null` where too few did. */
  readonly lag: { readonly median: number; readonly longest: number; readonly of: number } | null;
}

/** One account in another region of Elastic Container Registry (AWS docs, "Private image replication"). */
const ECR = /^(\d{12})\.dkr\.ecr(?:-fips)?\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/;

/** One project in another location of Artifact Registry, or of Container Registry before it. */
const GAR = /^[a-z0-9-]+-docker\.pkg\.dev$/;
const GCR = /^(?:[a-z]+\.)?gcr\.io$/;

/** Fewer arrivals than this tell nothing about how long it usually takes. */
const FEWEST = 3;

const isOneService = (a: string, b: string): boolean => {
  const accounts = [ECR.exec(a)?.[1], ECR.exec(b)?.[1]];
  if (accounts[0] && accounts[0] === accounts[1]) return true;
  return (GAR.test(a) && GAR.test(b)) || (GCR.test(a) && GCR.test(b));
};

/** The first push of the wanted tag or digest to the same path of a registry that is replicated to the wanted one. */
export function replicaPush(file: CaseFile): ReplicaPush | null {
  const { tag, digest } = file.snapshot.image;
  for (const push of file.elsewhere) {
    const { observation } = push;
    const isWanted = digest ? observation.digest === digest : tag !== null && observation.tag === tag;
    const other = parseImageRepository(observation.repository ?? '');
    if (!isWanted || !other || other.path !== file.snapshot.image.path) continue;
    const lags = lagsFrom(file, other.repository);
    const because = tieBetween(file, other.registry, lags);
    if (because) return { push, because, lag: lags.length >= FEWEST ? summary(lags) : null };
  }
  return null;
}

function tieBetween(file: CaseFile, other: string, lags: readonly number[]): string | null {
  const { registry } = file.snapshot.image;
  const { aliases } = file.snapshot;
  if (isOneService(registry, other)) return `${registry} and ${other} are one service in two regions`;
  if (aliases.some((alias) => alias.host === registry && alias.for === other))
    return `the configuration says that ${registry} stands for ${other}`;
  if (lags.length < FEWEST) return null;
  const { median } = summary(lags);
  return `${lags.length} earlier tags came to ${registry} after ${other}, usually within ${inWords(median)}`;
}

/** How long after its push to the other repository a tag arrived in the wanted one, for those with equal content. */
function lagsFrom(file: CaseFile, repository: string): readonly number[] {
  return file.elsewhere.flatMap((push) => {
    const { tag, digest } = push.observation;
    if (push.observation.repository !== repository || !tag) return [];
    const arrival = file.pushes.find(
      (candidate) =>
        candidate.at >= push.at &&
        candidate.observation.tag === tag &&
        (!digest || !candidate.observation.digest || candidate.observation.digest === digest),
    );
    return arrival ? [Date.parse(arrival.at) - Date.parse(push.at)] : [];
  });
}

function summary(lags: readonly number[]) {
  const sorted = [...lags].sort((a, b) => a - b);
  return {
    median: sorted[Math.floor(sorted.length / 2)] ?? 0,
    longest: sorted[Math.ceil(sorted.length * 0.99) - 1] ?? 0,
    of: sorted.length,
  };
}
