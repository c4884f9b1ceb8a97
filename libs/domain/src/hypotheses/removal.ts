import type { DeleteRecord } from '../evidence/tag-history.js';
import type { Fix } from '../verdict.js';

/** ` by the rule keep-30`, ` by robin`, or nothing where neither is known. */
export const by = ({ observation }: DeleteRecord) =>
  observation.rule ? ` by the rule ${observation.rule}` : observation.actor ? ` by ${observation.actor}` : '';

/** How what was removed comes back. */
export function restore(sha: string | null): Fix {
  const what = sha ? `commit ${sha}` : 'the commit it was made from';
  return {
    title: 'Build the image again',
    detail: `Run the build of ${what} again so that the tag is pushed once more, or restore it from the registry's trash if it has one.`,
  };
}
