import { lenient } from '#platform';

const { integer, shape, text } = lenient;

const Lease = shape({
  metadata: shape({ resourceVersion: text }),
  spec: shape({
    holderIdentity: text,
    renewTime: text,
    leaseDurationSeconds: integer,
    leaseTransitions: integer,
  }),
});

/** What a Lease (coordination.k8s.io/v1) says. */
export interface LeaseRecord {
  readonly version: string | undefined;
  /** Nobody holds one that was given back. */
  readonly holder: string | null;
  /** As written; compared only for having changed, because clocks differ. */
  readonly renewTime: string | null;
  readonly transitions: number;
}

/** Reads a Lease; `null` when it is none. */
export function readLease(value: unknown): LeaseRecord | null {
  const raw = lenient.read(Lease, value);
  if (!raw?.metadata) return null;
  return {
    version: raw.metadata.resourceVersion,
    holder: raw.spec?.holderIdentity ?? null,
    renewTime: raw.spec?.renewTime ?? null,
    transitions: raw.spec?.leaseTransitions ?? 0,
  };
}

/** The Lease as `holder` writes it. `before` is what it replaces; the server refuses it when that has changed. */
export function leaseBody(
  name: { readonly namespace: string; readonly name: string },
  holder: string,
  before: LeaseRecord | null,
  { now, seconds }: { readonly now: Date; readonly seconds: number },
): object {
  const taken = before?.holder !== holder;
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { ...name, resourceVersion: before?.version },
    spec: {
      holderIdentity: holder,
      leaseDurationSeconds: seconds,
      renewTime: microTime(now),
      ...(taken ? { acquireTime: microTime(now) } : {}),
      leaseTransitions: (before?.transitions ?? 0) + (taken && before ? 1 : 0),
    },
  };
}

/** `MicroTime` has six digits after the point. */
const microTime = (time: Date) => time.toISOString().replace('Z', '000Z');
