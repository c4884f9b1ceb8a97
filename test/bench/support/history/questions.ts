import { createHash, randomUUID } from 'node:crypto';
import type { Observation } from '#domain';
import { asFact } from '#pipeline';
import type { Store } from '#store';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/** The commit of an event of the filled history, as the SQL that fills it makes it. */
const shaOf = (event: number) => md5(String(event)) + md5(`x${event}`).slice(0, 8);
const nameOf = (event: number) => (event % 10 === 0 ? 'busy' : `service-${Math.floor(event / 200)}`);

/** When the pods fail: after all of the history, which ends in October. */
const FAILED_AT = '2026-11-01T12:00:00.000Z';

interface Question {
  readonly tag: string;
  readonly more: readonly Observation[];
}

/** A tag that was never pushed because its build failed, that was deleted, is spelled differently, or never was. */
const KINDS: readonly ((event: number) => Question)[] = [
  (event) => {
    const commit = md5(`broken ${event}`) + md5('').slice(0, 8);
    const of = {
      kind: 'build',
      provider: 'github',
      repository: `acme/${nameOf(event)}`,
      commit,
      branch: 'main',
    } as const;
    const run = {
      ...of,
      workflow: 'image',
      runId: `broken-${event}`,
      runAttempt: 1,
      status: 'failure',
    } as const;
    const times = { startedAt: '2026-11-01T11:50:00.000Z', finishedAt: '2026-11-01T11:55:00.000Z' };
    const steps = [{ name: 'Build and push', status: 'failure' }] as const;
    return {
      tag: commit.slice(0, 8),
      more: [
        { ...run, ...times },
        { ...run, ...times, jobId: '1', jobName: 'docker', steps },
      ],
    };
  },
  (event) => ({
    tag: shaOf(event).slice(0, 8),
    more: [
      {
        kind: 'delete',
        provider: 'distribution',
        repository: `registry.acme.test/shop/${nameOf(event)}`,
        tag: shaOf(event).slice(0, 8),
        occurredAt: '2026-11-01T10:00:00.000Z',
      },
    ],
  }),
  (event) => ({ tag: `sha-${shaOf(event).slice(0, 7)}`, more: [] }),
  (event) => ({ tag: `9.${event}.0`, more: [] }),
];

/** Lets pods fail on images all over a filled history; a tenth of them in its busiest repository. */
export async function askQuestions(store: Store, events: number, questions: number): Promise<void> {
  const step = Math.floor(events / questions / 10) * 10;
  for (let n = 0; n < questions; n += 1) {
    const event = 10 + n * step + (n % 10 === 0 ? 0 : 1 + (n % 9));
    const question = KINDS[n % KINDS.length]?.(event);
    if (!question) continue;
    const image = `registry.acme.test/shop/${nameOf(event)}:${question.tag}`;
    const failure: Observation = {
      kind: 'failure',
      cluster: 'prod-eu',
      namespace: `team-${n}`,
      pod: `pod-${n}`,
      container: 'app',
      image,
      reason: 'ErrImagePull',
      message: `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`,
      firstSeenAt: FAILED_AT,
      lastSeenAt: FAILED_AT,
    };
    const receivedAt = new Date(FAILED_AT);
    const facts = [...question.more, failure].map((observation) =>
      asFact(observation, { receivedAt, signed: true }),
    );
    await store.facts.record({ deliveryId: randomUUID(), source: 'ci', receivedAt, facts });
  }
}
