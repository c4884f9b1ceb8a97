import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Trace } from '#contract';
import type { Chapter, Expectation, StoryStep } from './step.js';

/** Where the story is sent, and with what its senders prove who they are. */
export interface DemoTarget {
  readonly url: string;
  readonly github: { readonly source: string; readonly secret: string };
  readonly distribution: { readonly source: string; readonly authorization: string };
  readonly ingestToken: string;
  readonly readToken: string;
}

/** How one chapter ended. */
export interface ChapterResult {
  readonly chapter: Chapter;
  readonly trace: Trace;
  /** Whether the verdict is the one the story tells. */
  readonly asTold: boolean;
}

/** A verdict takes well under a second; a busy machine gets this long before the story is called wrong. */
const PATIENCE_MS = 30_000;
const POLL_MS = 100;

/** Sends a chapter request by request, as its senders would, and waits for the verdict. */
export async function replayChapter(target: DemoTarget, chapter: Chapter): Promise<ChapterResult> {
  for (const step of chapter.steps) await send(target, step);
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const trace = await ask(target, chapter.expected.image);
    const asTold = isAsTold(trace, chapter.expected);
    if (asTold || Date.now() > deadline) return { chapter, trace, asTold };
    await sleep(POLL_MS);
  }
}

function isAsTold(trace: Trace, expected: Expectation): boolean {
  const { incidents, verdict } = trace;
  return incidents.length > 0 && verdict?.cause === expected.cause && verdict.level === expected.level;
}

async function send(target: DemoTarget, step: StoryStep): Promise<void> {
  const { path, headers } = requestOf(target, step);
  const body = JSON.stringify(step.body);
  const headersOfStep: Record<string, string> = { 'content-type': 'application/json', ...headers };
  if (step.by === 'github') headersOfStep['x-hub-signature-256'] = signature(target.github.secret, body);
  const response = await fetch(new URL(path, target.url), {
    method: 'POST',
    headers: headersOfStep,
    body,
  });
  if (response.status !== 202)
    throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  await response.body?.cancel();
}

/** GitHub's signature: HMAC-SHA256 over the very bytes that are sent. */
const signature = (secret: string, body: string) =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

function requestOf(
  target: DemoTarget,
  step: StoryStep,
): { readonly path: string; readonly headers: Record<string, string> } {
  switch (step.by) {
    case 'github':
      return {
        path: `/v1/hooks/${target.github.source}`,
        headers: {
          'x-github-event': step.event,
          'x-github-delivery': randomUUID(),
          'user-agent': 'GitHub-Hookshot/044aadd',
        },
      };
    case 'distribution':
      return {
        path: `/v1/hooks/${target.distribution.source}`,
        headers: {
          'content-type': 'application/vnd.docker.distribution.events.v2+json',
          authorization: target.distribution.authorization,
        },
      };
    case 'pipeline':
      return { path: step.path, headers: { authorization: `Bearer ${target.ingestToken}` } };
    case 'agent':
      return { path: '/v1/failures', headers: { authorization: `Bearer ${target.ingestToken}` } };
  }
}

async function ask(target: DemoTarget, image: string): Promise<Trace> {
  const url = new URL('/v1/trace', target.url);
  url.searchParams.set('image', image);
  const response = await fetch(url, { headers: { authorization: `Bearer ${target.readToken}` } });
  if (!response.ok) throw new Error(`/v1/trace answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Trace;
}
