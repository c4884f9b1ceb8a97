import type { FetchMemory } from '../ports/index.js';

/** A turn to reconcile something, with what the last one noted. */
export interface Turn {
  /** Empty the first time. */
  readonly note: string;
  readonly now: Date;
  /** Ends the turn: what the next one begins with, and not before then. */
  readonly end: (note: string, until?: Date | null) => Promise<void>;
}

/** Long enough for a turn's requests; a process that ends in one loses its turn for this long. */
const LONGEST_TURN_MS = 10 * 60_000;

export interface TurnDeps {
  readonly memory: FetchMemory;
  readonly now: () => Date;
}

/** Does `work` when it is the time for it: at most every `pauseMs`, by one process. Answers whether it was. */
export async function inTurn(
  deps: TurnDeps,
  { key, pauseMs }: { readonly key: string; readonly pauseMs: number },
  work: (turn: Turn) => Promise<void>,
): Promise<boolean> {
  const now = deps.now();
  const after = (ms: number) => new Date(now.getTime() + ms);
  const note = await deps.memory.take(key, { now, until: after(LONGEST_TURN_MS) });
  if (note === null) return false;
  const end = (told: string, until: Date | null = null) => {
    const usual = after(pauseMs);
    return deps.memory.note(key, told, until !== null && until > usual ? until : usual);
  };
  await work({ note, now, end });
  return true;
}
