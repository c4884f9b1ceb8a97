import type { Incident, TimelineEntry } from '../../api/types.js';
import { type CauseView, causeView, STEP_KINDS, type StepKind } from '../verdict/causes.js';
import { READERS, type Story } from './readers.js';
import { NOTHING, type Reading, type StepState, type TrailStep } from './step.js';

/** Shown even when nothing is known of them, while the cause is not known to be elsewhere. */
const EXPECTED: ReadonlySet<StepKind> = new Set(['commit', 'build', 'push', 'pull']);

/** What is said of a step that nothing was read of. */
const WORDS: Readonly<Partial<Record<StepKind, Readonly<Partial<Record<StepState, string>>>>>> = {
  commit: { unknown: 'No commit known' },
  build: { unknown: 'No build seen' },
  push: { unknown: 'No push seen', never: 'Never pushed', waiting: 'Not pushed yet' },
};

/**
 * The way of an incident's image from commit to pull, with the link that broke. Steps nobody knows
 * anything about are left out when the cause lies after them (a full disk needs no build).
 */
export function trailOf(incident: Incident, entries: readonly TimelineEntry[]): readonly TrailStep[] {
  const story: Story = {
    incident,
    verdict: incident.verdict,
    entries: entries.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)),
    cause: causeView(incident.verdict?.cause ?? 'unknown'),
  };
  return STEP_KINDS.flatMap((kind) => {
    const read = READERS[kind](story);
    const state = stateOf(kind, read, story.cause);
    if (state === null) return [];
    return [{ ...(read ?? { ...NOTHING, what: unread(kind, state, story.cause) }), kind, state }];
  });
}

function stateOf(kind: StepKind, read: Reading | null, { breaksAt, waits }: CauseView): StepState | null {
  if (read?.state) return read.state;
  if (kind === breaksAt) return waits ? 'waiting' : 'broke';
  if (read) return 'done';
  if (!EXPECTED.has(kind)) return null;
  if (breaksAt === null) return 'unknown';
  if (isAfter(kind, breaksAt)) return waits ? 'waiting' : 'never';
  // A broken build or push without its commit is worth a question mark; a broken pull is not.
  return isAfter(breaksAt, 'push') ? null : 'unknown';
}

function isAfter(kind: StepKind, other: StepKind): boolean {
  return STEP_KINDS.indexOf(kind) > STEP_KINDS.indexOf(other);
}

function unread(kind: StepKind, state: StepState, cause: CauseView): string {
  if (kind === cause.breaksAt) return cause.label;
  return WORDS[kind]?.[state] ?? '';
}
