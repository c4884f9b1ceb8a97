import type { Incident, TimelineEntry, Verdict } from '../../api/types.js';
import { countOf } from '../incident/scope-words.js';
import { shortCommit, shortDigest } from '../text/short-id.js';
import { type CauseView, inWords, type StepKind } from '../verdict/causes.js';
import { statusView } from '../verdict/status-words.js';
import { NOTHING, type Reading } from './step.js';

/** All that the steps of a trail are read from. */
export interface Story {
  readonly incident: Incident;
  readonly verdict: Verdict | null;
  /** Recorded events, oldest first. */
  readonly entries: readonly TimelineEntry[];
  readonly cause: CauseView;
}

/** One reader per step; `null` when nothing is known of it. */
export const READERS: Readonly<Record<StepKind, (story: Story) => Reading | null>> = {
  commit: readCommit,
  build: readBuild,
  push: (story) => (story.verdict?.push ? readPush(story, story.verdict.push) : lastPush(story)),
  delete: readDelete,
  deploy: readDeploy,
  pull: readPull,
};

function readCommit({ verdict, entries }: Story): Reading | null {
  const commit = verdict?.commit;
  if (!commit || commit.role === 'deployed_by') return null;
  const short = shortCommit(commit.sha);
  const event = entries.find((entry) => entry.kind === 'commit' && mentions(entry, short, commit.url));
  return {
    ...NOTHING,
    what: short,
    details: present(firstLine(commit.message), commit.author),
    at: event?.at ?? null,
    url: commit.url,
    sha: commit.sha,
  };
}

function readBuild({ verdict, entries }: Story): Reading | null {
  const build = verdict?.build;
  if (!build) return null;
  const run = entries.findLast(({ kind, url }) => kind === 'build' && url !== null && url === build.url);
  return {
    ...NOTHING,
    what: `${build.workflow ?? build.provider}: ${statusView(build.status).word}`,
    details: present(
      build.failedStep && `step “${build.failedStep}”`,
      build.failedJob && `job “${build.failedJob}”`,
      build.attempt > 1 && `attempt ${build.attempt}`,
    ),
    at: run?.endedAt ?? run?.at ?? null,
    took: run?.endedAt ? Date.parse(run.endedAt) - Date.parse(run.at) : null,
    url: build.url,
  };
}

function readPush({ incident, cause }: Story, push: NonNullable<Verdict['push']>): Reading {
  const name = push.tag ?? (push.digest ? shortDigest(push.digest) : push.repository);
  if (isWanted(incident.image, push)) {
    return { ...NOTHING, what: `Pushed ${name}`, at: push.pushedAt, state: 'done' };
  }
  if (cause.code === 'pushed_elsewhere') {
    return { ...NOTHING, what: cause.label, details: [`${push.repository}:${name}`], at: push.pushedAt };
  }
  const instead = [`last pushed: ${name}`];
  if (cause.breaksAt === 'push') return { ...NOTHING, what: cause.label, details: instead };
  if (cause.breaksAt !== 'build') return { ...NOTHING, what: `Pushed ${name}`, at: push.pushedAt };
  return cause.waits
    ? { ...NOTHING, what: 'Not pushed yet', details: instead, state: 'waiting' }
    : { ...NOTHING, what: 'Never pushed', details: instead, state: 'never' };
}

/** Without a push in the verdict, the last recorded one counts unless the build never got that far. */
function lastPush({ entries, cause: { breaksAt } }: Story): Reading | null {
  if (breaksAt === 'build' || breaksAt === 'push') return null;
  const event = entries.findLast(({ kind }) => kind === 'push');
  return event ? { ...NOTHING, what: event.title, at: event.at, url: event.url } : null;
}

function readDelete({ entries, cause }: Story): Reading | null {
  if (cause.breaksAt !== 'delete') return null;
  const event = entries.findLast(({ kind }) => kind === 'delete');
  return { ...NOTHING, what: cause.label, details: present(event?.detail), at: event?.at ?? null };
}

function readDeploy({ incident, verdict, cause }: Story): Reading | null {
  const commit = verdict?.commit?.role === 'deployed_by' ? verdict.commit : null;
  if (!commit && cause.breaksAt !== 'deploy') return null;
  const { tag, digest, reference } = incident.image;
  return {
    ...NOTHING,
    what: `Asks for ${tag ?? (digest ? shortDigest(digest) : reference)}`,
    details: commit ? present(shortCommit(commit.sha), firstLine(commit.message), commit.author) : [],
    url: commit?.url ?? null,
    sha: commit?.sha ?? null,
  };
}

function readPull({ incident, cause }: Story): Reading {
  const { scope, state, resolvedAt, openedAt, error } = incident;
  const pods = countOf(scope.pods, 'pod');
  if (state === 'resolved') {
    return { ...NOTHING, what: 'Pulls again', details: [pods], at: resolvedAt, state: 'done' };
  }
  if (cause.breaksAt === 'pull') {
    return { ...NOTHING, what: cause.label, details: [`fails on ${pods}`], at: openedAt };
  }
  const mechanism = inWords(error.class).toLowerCase();
  return { ...NOTHING, what: `Fails on ${pods}`, details: [mechanism], at: openedAt, state: 'fails' };
}

/** Whether a push is the very image that was asked for. An incident may write its registry apart. */
function isWanted(image: Incident['image'], push: NonNullable<Verdict['push']>): boolean {
  const repositories = [image.repository, `${image.registry}/${image.repository}`];
  if (!repositories.includes(push.repository)) return false;
  return image.digest ? push.digest === image.digest : push.tag === image.tag;
}

function mentions(entry: TimelineEntry, short: string, url: string | null): boolean {
  return (url !== null && entry.url === url) || `${entry.title} ${entry.detail ?? ''}`.includes(short);
}

function firstLine(message: string | null): string | undefined {
  return message?.split('\n', 1)[0];
}

function present(...texts: readonly (string | false | null | undefined)[]): string[] {
  return texts.filter((text): text is string => Boolean(text));
}
