import { describe, expect, it } from 'vitest';
import type { CommitObservation, Incident, Observation } from '#domain';
import type {
  FetchedDelivery,
  FetchedRun,
  FetchMemory,
  ForgeAnswer,
  ManifestAnswer,
  NewDelivery,
  Referrer,
  SourceForge,
} from '../ports/index.js';
import { fetchEvidence } from './fetch-evidence.js';

const SHA = '7f3a6ce1d0b94c5e8f7a6b5c4d3e2f1a0b9c8d7e';
const START = Date.parse('2026-03-01T10:00:00.000Z');
const IMAGE = 'registry.acme.test/shop/api:7f3a6ce';
const DIGEST = `sha256:${'a'.repeat(64)}`;

const incident = (fields: Partial<Incident> = {}) =>
  ({
    id: 'i1',
    state: 'open',
    openedAt: new Date(START).toISOString(),
    image: { reference: IMAGE },
    error: { class: 'not_found' },
    verdict: { level: 'unknown' },
    ...fields,
  }) as Incident;

/** As the store's, in memory. */
function memory(): FetchMemory {
  const turns = new Map<string, { note: string; until: Date }>();
  return {
    take: async (key, { now, until }) => {
      const known = turns.get(key);
      if (known && known.until > now) return null;
      turns.set(key, { note: known?.note ?? '', until });
      return known?.note ?? '';
    },
    note: async (key, note, until) => void turns.set(key, { note, until }),
    forget: async () => 0,
  };
}

const delivery = (event: string): FetchedDelivery => ({
  provider: 'github',
  event,
  headers: {},
  body: Buffer.from(event),
});

const run = (fields: Partial<FetchedRun> = {}): FetchedRun => ({
  id: '1',
  attempt: 1,
  createdAt: new Date(START).toISOString(),
  settled: true,
  succeeded: false,
  ofFork: false,
  delivery: delivery('workflow_run'),
  ...fields,
});

function stage(given: {
  readonly incident?: Incident;
  readonly manifest?: ManifestAnswer;
  readonly commit?: ForgeAnswer<CommitObservation>;
  readonly runs?: readonly FetchedRun[];
  readonly learned?: readonly string[];
  readonly referrers?: readonly Referrer[];
}) {
  let now = START;
  let manifest: ManifestAnswer = given.manifest ?? { state: 'absent' };
  const asked: string[] = [];
  const kept: NewDelivery[] = [];
  const commit: CommitObservation = { kind: 'commit', repository: 'acme/api', commit: SHA, branch: 'main' };
  const forge: SourceForge = {
    id: 'github',
    commit: async (repository, sha) => {
      asked.push(`${repository}@${sha}`);
      return given.commit ?? { ok: true, value: commit };
    },
    runsOf: async () => ({ ok: true, value: given.runs ?? [run()] }),
    jobsOf: async () => ({ ok: true, value: [delivery('workflow_job')] }),
    runsBetween: async () => ({ ok: true, value: { items: [], hasMore: false } }),
  };
  const deps = {
    incidents: { get: async () => given.incident ?? incident() },
    evidence: { sourcesOf: async () => given.learned ?? ['acme/api'] },
    settings: { mappings: [], aliases: [] },
    registries: {
      mayAsk: (host: string) => host === 'registry.acme.test',
      manifest: async (repository: string) => {
        asked.push(repository);
        return manifest;
      },
      tags: async () => ({ state: 'listed' as const, tags: [], next: null }),
      referrers: async () => ({ state: 'listed' as const, referrers: given.referrers ?? [] }),
    },
    forges: [forge],
    memory: memory(),
    deliveries: {
      append: async (deliveries: readonly NewDelivery[]) =>
        deliveries.map((one) => {
          const duplicate = kept.some(({ deliveryId }) => deliveryId === one.deliveryId);
          if (!duplicate) kept.push(one);
          return { id: one.id, duplicate };
        }),
    },
    queue: { normalise: async () => undefined },
    now: () => new Date(now),
    newId: () => `id-${kept.length}`,
  };
  const answers = () =>
    kept
      .filter(({ event }) => event === 'registry_answer')
      .flatMap(({ body }) => JSON.parse(body.toString()) as Extract<Observation, { kind: 'other' }>[]);
  return {
    asked,
    kept,
    answers,
    fetch: () => fetchEvidence(deps, ['i1']),
    wait: (seconds: number) => void (now += seconds * 1_000),
    registrySays: (answer: ManifestAnswer) => void (manifest = answer),
  };
}

const present: ManifestAnswer = {
  state: 'present',
  digest: DIGEST,
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  platforms: ['linux/amd64'],
  images: [],
  origin: null,
};

describe('fetchEvidence', () => {
  it('keeps the registry’s answer with its time, and the commit with its runs and jobs', async () => {
    const { kept, answers, fetch } = stage({});
    await fetch();
    expect(kept.map(({ event, source, signed }) => [event, source, signed])).toEqual([
      ['registry_answer', 'fetched', true],
      ['commit', 'fetched', true],
      ['workflow_run', 'fetched', true],
      ['workflow_job', 'fetched', true],
    ]);
    expect(answers()).toEqual([
      {
        kind: 'other',
        provider: 'registry',
        event: 'registry_answer',
        repository: 'registry.acme.test/shop/api',
        occurredAt: '2026-03-01T10:00:00.000Z',
        answer: { tag: '7f3a6ce', digest: null, found: 'absent' },
      },
    ]);
  });

  it('asks nothing twice within a short time, and keeps an answer again only when it changes', async () => {
    const { asked, answers, fetch, wait, registrySays } = stage({});
    await fetch();
    await fetch();
    expect(asked).toEqual(['registry.acme.test/shop/api', 'acme/api@7f3a6ce']);
    wait(30);
    await fetch();
    expect(asked).toHaveLength(3);
    registrySays(present);
    wait(30);
    await fetch();
    expect(answers().map(({ answer }) => answer?.found)).toEqual(['absent', 'present']);
    expect(answers()[1]).toMatchObject({
      occurredAt: '2026-03-01T10:01:00.000Z',
      answer: { digest: DIGEST },
    });
  });

  it.each([
    ['application/vnd.dev.sigstore.bundle.v0.3+json', true],
    ['application/vnd.cncf.notary.signature', true],
    ['application/spdx+json', false],
  ])('looks for a signature where one was refused: %s is one: %s', async (artifactType, signed) => {
    const refused = incident({
      error: { class: 'signature_policy' } as Incident['error'],
      verdict: { level: 'proven', cause: 'signature_rejected' } as Incident['verdict'],
    });
    const { answers, fetch } = stage({
      incident: refused,
      manifest: present,
      referrers: [{ digest: null, artifactType }],
    });
    await fetch();
    expect(answers().map(({ answer }) => answer?.signed)).toEqual([signed]);
  });

  it('takes an answer that says nothing for nothing', async () => {
    const { answers, fetch } = stage({ manifest: { state: 'unknown', reason: 'timeout' } });
    await fetch();
    expect(answers()).toEqual([]);
  });

  it.each<[string, Partial<Incident>]>([
    ['is proven', { verdict: { level: 'proven' } as Incident['verdict'] }],
    ['is over', { state: 'resolved' }],
    ['has no verdict yet', { verdict: null }],
    ['began more than a week ago', { openedAt: new Date(START - 8 * 86_400_000).toISOString() }],
    ['is on no image reference', { image: { reference: 'registry.acme.test/UPPER' } as Incident['image'] }],
  ])('asks nothing for an incident that %s', async (_what, fields) => {
    const { asked, fetch } = stage({ incident: incident(fields) });
    await fetch();
    expect(asked).toEqual([]);
  });

  it('keeps no commit that only lives in a fork', async () => {
    const commit: CommitObservation = { kind: 'commit', repository: 'acme/api', commit: SHA, branch: null };
    const { kept, fetch } = stage({ commit: { ok: true, value: commit }, runs: [run({ ofFork: true })] });
    await fetch();
    expect(kept.map(({ event }) => event)).toEqual(['registry_answer', 'workflow_run', 'workflow_job']);
  });

  it('leaves a forge alone until it says', async () => {
    const retryAt = new Date(START + 600_000);
    const refused: ForgeAnswer<CommitObservation> = { ok: false, reason: 'rate_limited', retryAt };
    const { asked, fetch, wait } = stage({ commit: refused });
    for (let round = 0; round < 9; round += 1) {
      await fetch();
      wait(60);
    }
    expect(asked.filter((one) => one.includes('@'))).toHaveLength(1);
    wait(120);
    await fetch();
    expect(asked.filter((one) => one.includes('@'))).toHaveLength(2);
  });

  it.each([
    ['inherited labels of a source that is not known', true, [], []],
    [
      'inherited labels of a source that is known',
      true,
      ['acme/api'],
      [`acme/api@${SHA}`, 'acme/api@7f3a6ce'],
    ],
    ['annotations of the image itself', false, [], [`acme/api@${SHA}`, 'acme/api@7f3a6ce']],
  ])('believes %s as far as it can', async (_what, mayBeInherited, learned, expected) => {
    const origin = { revision: SHA, source: 'acme/api', mayBeInherited };
    const { asked, fetch } = stage({ manifest: { ...present, origin }, learned });
    await fetch();
    expect(asked.filter((one) => one.includes('@'))).toEqual(expected);
  });
});
