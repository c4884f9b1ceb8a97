import type { Observation } from '#domain';
import { type KeepDeps, keepFetched, observed } from '../fetch/keep-fetched.js';
import type {
  CoverageLog,
  FetchedDelivery,
  ForgeAnswer,
  PackageLog,
  RegistryReader,
  SourceForge,
} from '../ports/index.js';
import { allTags } from './tag-changes.js';

export interface BackfillDeps extends KeepDeps {
  readonly forges: readonly SourceForge[];
  readonly packages: PackageLog | null;
  readonly registries: RegistryReader;
  readonly coverage: CoverageLog;
}

export interface BackfillOrder {
  /** Source repository. */
  readonly repository: string;
  /** Image repositories, with their hosts. */
  readonly images: readonly string[];
  /** An image repository that may exist: that it does not is no failure. */
  readonly guess: string | null;
  readonly from: Date;
  readonly to: Date;
}

/** What was had, and why the rest was not. */
export interface Backfilled {
  readonly runs: number;
  readonly versions: number;
  readonly tags: number;
  /** Deliveries that were not there before. */
  readonly kept: number;
  /** One sentence for each part that could not be finished; the same order again goes on. */
  readonly unfinished: readonly string[];
}

const DAY_MS = 86_400_000;
/** Ten thousand versions of a package, the newest first. */
const MOST_PAGES = 100;

/**
 * Fetches the history of a source repository and its images, from the newest to the oldest, so that the
 * first verdict need not wait for weeks of webhooks. Safe to repeat: what is there stays once.
 *
 * @param tell takes one line of progress
 */
export async function backfill(
  deps: BackfillDeps,
  order: BackfillOrder,
  tell: (line: string) => void,
): Promise<Backfilled> {
  const total = { runs: 0, versions: 0, tags: 0, kept: 0 };
  const unfinished: string[] = [];
  for (const forge of deps.forges) {
    const runs = await fillRuns(deps, forge, order, tell);
    total.runs += runs.count;
    total.kept += runs.kept;
    if (runs.stopped) unfinished.push(runs.stopped);
  }
  for (const image of [...order.images, ...(order.guess ? [order.guess] : [])]) {
    const found = await fillImage(deps, image, tell);
    total.versions += found.versions;
    total.tags += found.tags;
    total.kept += found.kept;
    if (found.stopped && image === order.guess) tell(found.stopped);
    else if (found.stopped) unfinished.push(found.stopped);
  }
  return { ...total, unfinished };
}

interface Filled {
  readonly count: number;
  readonly kept: number;
  /** Why it did not come to its end. */
  readonly stopped: string | null;
}

function why(what: string, { reason, retryAt }: Extract<ForgeAnswer<unknown>, { ok: false }>): string {
  const again = retryAt ? `; it can be asked again at ${retryAt.toISOString()}` : '';
  return `${what}: ${reason.replaceAll('_', ' ')}${again}`;
}

/** Day by day: forges list a thousand runs of one time at most. */
async function fillRuns(
  deps: BackfillDeps,
  forge: SourceForge,
  { repository, from, to }: BackfillOrder,
  tell: (line: string) => void,
): Promise<Filled> {
  let [count, kept] = [0, 0];
  let end = to;
  while (end > from) {
    const start = new Date(Math.max(end.getTime() - DAY_MS, from.getTime()));
    const day = await fillDay(deps, forge, repository, { from: start, to: end });
    count += day.count;
    kept += day.kept;
    if (day.stopped) return { count, kept, stopped: day.stopped };
    tell(`${forge.id}: ${repository}, ${start.toISOString().slice(0, 10)}: ${day.count} runs`);
    // Each day is made sure of for itself, so that an end before the last one leaves what is true.
    const times = { feed: 'builds' as const, source: forge.id, repository, from: start, to: end };
    await deps.coverage.cover([times]);
    end = start;
  }
  return { count, kept, stopped: null };
}

async function fillDay(
  deps: BackfillDeps,
  forge: SourceForge,
  repository: string,
  time: { readonly from: Date; readonly to: Date },
): Promise<Filled> {
  let [count, kept] = [0, 0];
  for (let page = 1; ; page += 1) {
    const runs = await forge.runsBetween(repository, time, page);
    if (!runs.ok)
      return { count, kept, stopped: why(`${forge.id} does not tell the runs of ${repository}`, runs) };
    const deliveries: FetchedDelivery[] = runs.value.items.map(({ delivery }) => delivery);
    for (const run of runs.value.items.filter(({ settled, succeeded }) => settled && !succeeded)) {
      const jobs = await forge.jobsOf(repository, run);
      if (!jobs.ok)
        return { count, kept, stopped: why(`${forge.id} does not tell the jobs of run ${run.id}`, jobs) };
      deliveries.push(...jobs.value);
    }
    kept += await keepFetched(deps, deliveries);
    count += runs.value.items.length;
    if (!runs.value.hasMore) return { count, kept, stopped: null };
  }
}

interface FilledImage {
  readonly versions: number;
  readonly tags: number;
  readonly kept: number;
  readonly stopped: string | null;
}

/** Versions with their times where the registry is a forge's own, else the tags there are now. */
async function fillImage(
  deps: BackfillDeps,
  image: string,
  tell: (line: string) => void,
): Promise<FilledImage> {
  const nothing = { versions: 0, tags: 0, kept: 0 };
  const versions = deps.packages && (await fillVersions(deps, deps.packages, image));
  if (versions && versions.count > 0) {
    tell(`packages: ${image}: ${versions.count} pushes and deletions`);
    return { versions: versions.count, tags: 0, kept: versions.kept, stopped: versions.stopped };
  }
  const askedAt = deps.now();
  const tags = await allTags(deps.registries, image);
  if (tags === null) {
    const stopped =
      versions?.stopped ?? `the registry of ${image} does not tell its tags, or is not configured`;
    return { ...nothing, stopped };
  }
  const answers = tags.map(
    (tag): Observation => ({
      kind: 'other',
      provider: 'registry',
      event: 'registry_answer',
      repository: image,
      occurredAt: askedAt.toISOString(),
      answer: { tag, found: 'present' },
    }),
  );
  const kept = answers.length > 0 ? await keepFetched(deps, [observed('registry_answer', answers)]) : 0;
  tell(`registry: ${image}: ${tags.length} tags`);
  return { ...nothing, tags: tags.length, kept, stopped: null };
}

async function fillVersions(deps: BackfillDeps, packages: PackageLog, image: string): Promise<Filled> {
  let [count, kept] = [0, 0];
  for (const state of ['active', 'deleted'] as const) {
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const found = await packages.versionsOf(image, state, page);
      // A token may well read packages and not see what was deleted.
      if (!found.ok && state === 'deleted' && found.reason === 'denied') break;
      if (!found.ok && found.reason === 'absent') return { count, kept, stopped: null };
      if (!found.ok) return { count, kept, stopped: why(`the versions of ${image} are not told`, found) };
      count += found.value.items.length;
      kept += await keepFetched(deps, [observed('package_versions', found.value.items)]);
      if (!found.value.hasMore) break;
    }
  }
  return { count, kept, stopped: null };
}
