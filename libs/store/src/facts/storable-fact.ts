import type { Recorded } from '#domain';
import { storableJson, storableName } from '../storable.js';

/** U+0000 and surrogates as `JSON.stringify` writes them: what a jsonb column may refuse. */
const DOUBTFUL = /\\u(0000|d[89a-f])/i;

/** The fact with texts that PostgreSQL keeps. Most are that already. */
export function storableFact(fact: Recorded): Recorded {
  if (!DOUBTFUL.test(JSON.stringify(fact.observation))) return fact;
  return { ...fact, observation: JSON.parse(storableJson(fact.observation)) as Recorded['observation'] };
}

/** Names short enough to be looked up; no incident waits for others. */
export const storableNames = (names: readonly string[]): readonly string[] =>
  names.filter((name) => storableName(name) !== null);
