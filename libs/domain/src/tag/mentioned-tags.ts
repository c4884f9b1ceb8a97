import { isTag } from './tag-grammar.js';

/** Words of a message that are looked at: commit messages can be books. */
const MOST_WORDS = 400;

/** Tags a message is remembered for. */
const MOST_TAGS = 16;

/** Shorter words with a digit (`v1`, `p2`) are in every other message. */
const SHORTEST = 3;

/** Whether a tag is telling enough to be looked for in messages: it carries a version, a number or a commit. */
export const isMentionable = (tag: string): boolean => tag.length >= SHORTEST && /\d/.test(tag) && isTag(tag);

/**
 * The words of a commit's message that can be image tags, as tools and people write them when they change a manifest
 * (`Update ghcr.io/acme/api to 1.8.4`, `api: 1.8.3 -> 1.8.4`). In the order of the message, each once.
 */
export function mentionedTags(message: string): readonly string[] {
  const words = message
    .split(/[\s"'`()[\]{}<>,;:=@/|]+/, MOST_WORDS)
    .map((word) => word.replace(/[.!?*]+$/, ''));
  return [...new Set(words.filter(isMentionable))].slice(0, MOST_TAGS);
}
