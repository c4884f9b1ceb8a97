import { Incident, type Verdict } from '#contract';

/** The time at which every story is looked at; the browser's clock is set to it. */
export const NOW = Date.parse('2026-11-22T12:00:00.000Z');

/** A time before `NOW`, e.g. `ago({ min: 12 })`. */
export function ago({ d = 0, h = 0, min = 0, s = 0 }): string {
  return new Date(NOW - ((d * 24 + h) * 60 + min) * 60_000 - s * 1000).toISOString();
}

type Diagnosed = Pick<Verdict, 'cause' | 'level' | 'summary'> & Partial<Verdict>;

/** A verdict with everything that a story does not speak of left empty. */
export function verdict(known: Diagnosed): Verdict {
  return {
    version: 1,
    decidedAt: ago({ min: 11 }),
    commit: null,
    commits: [],
    build: null,
    push: null,
    rule: null,
    fixes: [],
    evidence: [],
    counterEvidence: [],
    lookedFor: [],
    coverage: [],
    alternatives: [],
    ...known,
  };
}

type Told = Pick<Incident, 'id' | 'openedAt' | 'verdict'> & {
  readonly image: string;
  readonly error: Pick<Incident['error'], 'class' | 'message'> & Partial<Incident['error']>;
  readonly scope?: Partial<Incident['scope']>;
} & Partial<Pick<Incident, 'state' | 'lastSeenAt' | 'resolvedAt'>>;

/** An incident on one deployment in one cluster, unless the story says more. Checked against the contract. */
export function incident({ image, error, scope, ...told }: Told): Incident {
  return Incident.parse({
    state: 'open',
    lastSeenAt: ago({ s: 20 }),
    resolvedAt: null,
    ...told,
    image: partsOf(image),
    error: { host: image.split('/', 1)[0], runtime: 'containerd', ...error },
    scope: {
      clusters: ['prod-eu'],
      namespaces: ['shop'],
      workloads: [{ cluster: 'prod-eu', namespace: 'shop', kind: 'Deployment', name: 'api' }],
      images: [],
      nodes: 1,
      pods: 1,
      ...scope,
    },
  });
}

function partsOf(reference: string): Incident['image'] {
  const [name = '', digest = null] = reference.split('@');
  const colon = name.lastIndexOf(':');
  const tagged = colon > name.lastIndexOf('/');
  const repository = tagged ? name.slice(0, colon) : name;
  const registry = repository.split('/', 1)[0] ?? '';
  return { reference, registry, repository, tag: tagged ? name.slice(colon + 1) : null, digest };
}
