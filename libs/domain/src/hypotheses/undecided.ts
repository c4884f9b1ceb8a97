import type { Fix, LookedFor } from '../verdict.js';
import type { Finding, OpenCase } from './hypothesis.js';
import { noPush } from './never-pushed.js';
import { asPush, nodeSays, wanted, when } from './say.js';

/** What to connect so that the next verdict can be better, by the feed that was silent. */
const CONNECT: { readonly [feed: string]: Fix } = {
  builds: {
    title: 'Connect the builds',
    detail:
      'Send the CI provider’s webhooks, or report builds from the pipeline with one request to POST /v1/builds.',
  },
  pushes: {
    title: 'Connect the registry',
    detail:
      'Send the registry’s push and delete events, or report pushes from the pipeline with one request to POST /v1/pushes.',
  },
};

/** Nothing carries a verdict: say so, and name the feed whose silence is the reason. */
export function undecided(file: OpenCase): Finding {
  const missing = missingFeeds(file);
  const { lastPush, state } = file.history;
  const present = state === 'present' && lastPush;
  return {
    cause: 'unknown',
    weight: 'similarity',
    summary: sentence(file, missing),
    push: present ? asPush(lastPush) : null,
    fixes: missing.flatMap((feed) => CONNECT[feed] ?? []),
    basis: present ? [lastPush] : [],
    facts: nodeSays(file),
    lookedFor: lookedFor(file),
  };
}

function missingFeeds(file: OpenCase): readonly string[] {
  const seen = new Set(file.snapshot.activity.map((entry) => entry.feed));
  const missing = ['builds', 'pushes'].filter((feed) => !seen.has(feed as 'builds' | 'pushes'));
  if (missing.length > 0) return missing;
  return file.pushes.length === 0 ? ['pushes'] : [];
}

function sentence(file: OpenCase, missing: readonly string[]): string {
  const { error } = file.snapshot;
  const { lastPush, state } = file.history;
  if (error?.class === 'not_pull')
    return `${wanted(file)} was pulled; what the node reports is no failed pull.`;
  if (state === 'present' && lastPush) {
    return `Why ${wanted(file)} cannot be pulled is not known: it was pushed at ${when(lastPush.at)} and no deletion was received.`;
  }
  const gap =
    missing.length > 0
      ? ` No ${missing.join(' and no ')} of ${file.snapshot.image.repository} have been received.`
      : '';
  if (error?.class === 'backoff_only')
    return `The node backs off from pulling ${wanted(file)} and no longer says why.${gap}`;
  return `Why ${wanted(file)} cannot be pulled is not known.${gap}`;
}

function lookedFor(file: OpenCase): readonly LookedFor[] {
  const push = file.history.state === 'never' ? [noPush(file)] : [];
  const build: LookedFor = {
    what: `a build of the commit behind ${wanted(file)}`,
    found: false,
    where: file.source ? `builds of ${file.source.repository}` : 'builds received',
  };
  return file.makers.length > 0 ? push : [...push, build];
}
