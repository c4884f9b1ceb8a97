import { originOf } from '../evidence/case-file.js';
import { sameSource } from '../evidence/source-links.js';
import { historyAt, type PushRecord } from '../evidence/tag-history.js';
import type { OpenCase } from './hypothesis.js';
import type { Unbuilt } from './unbuilt.js';

/**
 * The image of the commit that a squash merge made of this one, where it was seen pushed and is still there: forges
 * write the number of the pull request behind the title (`Add retries (#42)`).
 */
export function squashOf(file: OpenCase, commit: Unbuilt): PushRecord | null {
  const number = file.runs.find((run) => run.commit === commit.sha && run.pullRequest !== null)?.pullRequest;
  if (!number) return null;
  const isSquash = (message: string | null | undefined) =>
    message?.split('\n')[0]?.endsWith(`(#${number})`) ?? false;
  const merged = file.commits.find(
    ({ observation }) =>
      observation.commit !== commit.sha &&
      sameSource(observation.repository ?? '', commit.repository) &&
      isSquash(observation.message),
  );
  const sha = merged?.observation.commit;
  if (!sha) return null;
  return (
    file.pushes.findLast((push) => {
      const tag = push.observation.tag ?? null;
      if (!tag || originOf(file, push)?.sha !== sha) return false;
      return historyAt(file.pushes, file.deletions, { tag, digest: null }, push.at).state === 'present';
    }) ?? null
  );
}
