import type { CaseFile } from '../evidence/case-file.js';
import type { Run } from '../evidence/run.js';
import { historyAt, type PushRecord } from '../evidence/tag-history.js';
import { isAttestationTag } from '../tag/index.js';
import type { Fix } from '../verdict.js';
import { nameOfRun, shortSha, wanted, when } from './say.js';

/** Words of a command that are safe in any shell as they are. */
const PLAIN_WORD = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** One word of a shell command, quoted where it needs to be. */
export const quote = (word: string) => (PLAIN_WORD.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

/** `repository:tag@digest` of a push: the tag for people, the digest so that it cannot move. */
function referenceOf(push: PushRecord): string {
  const { repository, tag, digest } = push.observation;
  return `${repository ?? ''}${tag ? `:${tag}` : ''}${digest ? `@${digest}` : ''}`;
}

/** Point the workload at an image that was seen pushed. */
export function deployImage(file: CaseFile, push: PushRecord, title: string): Fix {
  const image = referenceOf(push);
  const [failure] = file.failures;
  const detail = `${image} was pushed at ${when(push.at)}.`;
  const patch = `-  image: ${failure?.image ?? wanted(file)}\n+  image: ${image}\n`;
  if (!failure?.workload) return { title, detail, patch };
  const target = `${failure.workload.kind.toLowerCase()}/${failure.workload.name}`;
  const container = failure.container || '*';
  const words = ['kubectl', '-n', failure.namespace, 'set', 'image', target, `${container}=${image}`];
  return { title, detail, command: words.map(quote).join(' '), patch };
}

/** Other tags of the repository that were there when the image was wanted, newest first. */
function* stillThere(file: CaseFile): Generator<PushRecord> {
  for (const push of [...file.pushes].reverse()) {
    const tag = push.observation.tag ?? null;
    if (tag === null || tag === file.snapshot.image.tag || isAttestationTag(tag)) continue;
    const { state, lastPush } = historyAt(file.pushes, file.deletions, { tag, digest: null }, file.at);
    if (state === 'present' && lastPush?.id === push.id) yield push;
  }
}

/** The newest tag that is still there, made from another commit than the broken one. */
export function lastGood(file: CaseFile): PushRecord | null {
  for (const push of stillThere(file)) {
    const sha = push.observation.commit ?? null;
    if (sha === null || sha !== file.commit?.sha) return push;
  }
  return null;
}

/** The tag that is still there and was pushed nearest to a time; of two as near the older one, which has run. */
export function nearestGood(file: CaseFile, at: string): PushRecord | null {
  const distance = (push: PushRecord) => Math.abs(Date.parse(push.at) - Date.parse(at));
  let nearest: PushRecord | null = null;
  for (const push of stillThere(file)) {
    if (!nearest || distance(push) <= distance(nearest)) nearest = push;
  }
  return nearest;
}

/** Roll back to the newest tag that is still there; nothing where none was seen pushed. */
export function rollBack(file: CaseFile): readonly Fix[] {
  const push = lastGood(file);
  return push
    ? [deployImage(file, push, `Roll back to ${push.observation.tag ?? 'the last pushed image'}`)]
    : [];
}

/** Start the build again, with the provider's own command where it has one. */
export function rerun(run: Run, title: string, detail: string): Fix {
  if (run.provider === 'github' && run.runId) {
    const words = ['gh', 'run', 'rerun', run.runId, '--failed', '--repo', run.repository];
    return { title, detail, command: words.map(quote).join(' '), ...(run.url ? { docs: run.url } : {}) };
  }
  return { title, detail, ...(run.url ? { docs: run.url } : {}) };
}

/** Repair what broke the build, then run it again. */
export function repairBuild(run: Run, place: string): Fix {
  const title = run.commit
    ? `Fix the build of ${shortSha(run.commit)} and run it again`
    : 'Fix the build and run it again';
  return rerun(
    run,
    title,
    `Read the log of ${nameOfRun(run)}${place}, repair it, and run it again; the image is pushed by the same build.`,
  );
}
