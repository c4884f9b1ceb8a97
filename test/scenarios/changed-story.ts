import { POD } from './evidence-of.js';
import type { Story } from './story.js';

/** A change of how a story is written that must change nothing but how its verdict is written. */
export type Rewrite = (text: string) => string;

/** The story with every text of it rewritten: its evidence, what the node says and what is expected. */
export const rewritten = (story: Story, rewrite: Rewrite): Story =>
  JSON.parse(rewrite(JSON.stringify({ ...story, pod: { ...POD, ...story.pod } }))) as Story;

/** Names that stories use for organisations, repositories and clusters, where they stand as whole words. */
const NAMES = ['acme', 'shop', 'mallory', 'hardened', 'prod-eu'] as const;

/** What they are called before they are renamed: words that no text of Pulltrace's own uses. */
const NAMELESS = NAMES.map((_, index) => `q${'wvkzj'[index] ?? ''}q`);

/** Puts other names in the place of some: one for each, where they stand as whole words. */
function replacing(names: readonly string[], others: readonly string[]): Rewrite {
  const byName = new Map(names.map((name, index) => [name, others[index] ?? name]));
  const words = new RegExp(`(?<![A-Za-z0-9])(?:${names.join('|')})(?![A-Za-z0-9])`, 'g');
  return (text) => text.replace(words, (name) => byName.get(name) ?? name);
}

/** The story under names that stand for nothing. */
export const nameless = (story: Story): Story => rewritten(story, replacing(NAMES, NAMELESS));

/** Gives names to what `nameless` left without. */
export const naming = (names: readonly string[]): Rewrite => replacing(NAMELESS, names);

export const RENAMED = NAMES.length;

const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;
const WORDS = /(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) UTC/g;

/** Moves every time, as data and as words, by some seconds. */
export function shifting(seconds: number): Rewrite {
  const moved = (instant: string) => new Date(Date.parse(instant) + seconds * 1000).toISOString();
  return (text) =>
    text.replace(INSTANT, moved).replace(WORDS, (_all, day: string, time: string) => {
      const instant = moved(`${day}T${time}.000Z`);
      return `${instant.slice(0, 10)} ${instant.slice(11, 19)} UTC`;
    });
}
