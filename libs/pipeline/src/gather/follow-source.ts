import { basenameOf, deriveTag, type TagCandidate } from '#domain';
import type { EvidenceSource } from '../ports/index.js';
import type { FactSet } from './fact-set.js';
import type { WantedImage } from './follow-image.js';
import { LIMIT } from './limits.js';

/** What the tag can stand for in one source repository: refs, pull requests, run numbers, branches by their slug. */
export async function followSource(
  source: EvidenceSource,
  repository: string,
  image: WantedImage,
  facts: FactSet,
): Promise<void> {
  const [builds, commits, branches] = await Promise.all([
    source.newestBuilds(repository, image.until, LIMIT.builds),
    source.newestCommits(repository, image.until, LIMIT.near),
    source.branchesOf(repository, LIMIT.branches),
  ]);
  facts.add(builds);
  facts.add(commits);
  if (!image.tag) return;
  const candidates = deriveTag(image.tag, { imageBasename: basenameOf(image.path), branches });
  const valuesOf = (kind: TagCandidate['kind']) =>
    candidates.filter((candidate) => candidate.kind === kind).map(({ value }) => value);
  const numbersOf = (kind: TagCandidate['kind']) => valuesOf(kind).map(Number).filter(isStorable);
  const refs = {
    branches: valuesOf('branch'),
    gitTags: valuesOf('git_tag'),
    pullRequests: numbersOf('pull_request'),
    runNumbers: numbersOf('run_number'),
    runIds: valuesOf('run_id'),
  };
  const named = facts.addNamed(await source.ofRefs(repository, refs, LIMIT.refs));
  const shas = named.flatMap(({ observation }) =>
    (observation.kind === 'commit' || observation.kind === 'build') && observation.commit
      ? [observation.commit]
      : [],
  );
  if (shas.length > 0)
    facts.addNamed(await source.ofCommits([...new Set(shas)].slice(0, LIMIT.near), LIMIT.commits));
}

/** Numbers beyond 32 bits are no run or pull request number of any provider. */
const isStorable = (value: number) => Number.isInteger(value) && value >= 0 && value <= 2_147_483_647;

/** A run of which a part was found by name is completed with its other jobs. */
export async function completeRuns(source: EvidenceSource, facts: FactSet): Promise<void> {
  const runs = new Map<string, Set<string>>();
  for (const { observation } of facts.named()) {
    if (observation.kind !== 'build' || !observation.repository || !observation.runId) continue;
    const ids = runs.get(observation.repository) ?? new Set();
    runs.set(observation.repository, ids.add(observation.runId));
  }
  await Promise.all(
    [...runs].map(async ([repository, ids]) =>
      facts.add(await source.ofRuns(repository, [...ids].slice(0, LIMIT.newest), LIMIT.runs)),
    ),
  );
}
