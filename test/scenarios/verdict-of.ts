import { type Diagnosis, diagnose, type Observation } from '#domain';
import { ARRIVAL, evidenceOf } from './evidence-of.js';
import { BUILD_STORIES } from './stories/builds.js';
import { FURTHER_STORIES } from './stories/further.js';
import { NODE_STORIES } from './stories/nodes.js';
import { REPOSITORY_STORIES } from './stories/repositories.js';
import { TAG_STORIES } from './stories/tags.js';
import type { Story } from './story.js';

/** All stories, by the row of the table of causes they belong to. */
export const STORIES: readonly Story[] = [
  ...BUILD_STORIES,
  ...TAG_STORIES,
  ...NODE_STORIES,
  ...REPOSITORY_STORIES,
  ...FURTHER_STORIES,
].sort((a, b) => a.scenario - b.scenario);

/** What is concluded from a story, or from other evidence in its place. */
export const verdictOf = (story: Story, evidence: readonly Observation[] = story.evidence): Diagnosis =>
  diagnose(evidenceOf(story, evidence), ARRIVAL);

type Trap = NonNullable<Story['traps']>[number];

/** What is expected with a trap added. */
export function expectedWith(story: Story, { expected }: Trap): Story['expected'] {
  if (!expected) return story.expected;
  const { cause, level, commit } = story.expected;
  return { cause, level, ...(commit === undefined ? {} : { commit }), ...expected };
}

/** A story in one of its variations: all evidence, a piece less, a trap more, or both. */
export interface Variation {
  readonly name: string;
  readonly evidence: readonly Observation[];
  /** The commit that may be named as the cause; nobody else ever. */
  readonly guilty: string | null;
}

const guiltyOf = ({ commit }: Story['expected']): string | null =>
  commit?.role === 'cause' ? commit.sha : null;

/** Every variation of a story: its evidence and that of each trap, whole and with each piece taken away. */
export function variationsOf(story: Story): readonly Variation[] {
  const base = { name: 'full evidence', evidence: story.evidence, guilty: guiltyOf(story.expected) };
  const trapped = (story.traps ?? []).map((trap) => ({
    name: trap.name,
    evidence: [...story.evidence, ...trap.add],
    guilty: trap.mayBlame ?? guiltyOf(expectedWith(story, trap)) ?? base.guilty,
  }));
  return [base, ...trapped].flatMap((whole) => [whole, ...withoutEach(whole)]);
}

const withoutEach = ({ name, evidence, guilty }: Variation): readonly Variation[] =>
  evidence.map((piece, index) => ({
    name: `${name}, without ${wordsFor(piece)}`,
    evidence: evidence.toSpliced(index, 1),
    guilty,
  }));

/** A piece of evidence in a few words. */
export function wordsFor(piece: Observation): string {
  switch (piece.kind) {
    case 'build':
      return piece.jobId
        ? `job ${piece.jobName ?? ''} (${piece.status ?? ''})`
        : `run ${piece.runNumber ?? ''} (${piece.status ?? ''})`;
    case 'push':
    case 'delete':
      return `${piece.kind} ${piece.tag ?? piece.digest?.slice(0, 14) ?? ''}`;
    case 'commit':
      return `commit ${piece.commit?.slice(0, 7) ?? ''}`;
    case 'failure':
    case 'recovery':
    case 'heartbeat':
    case 'other':
      return piece.kind;
  }
}
