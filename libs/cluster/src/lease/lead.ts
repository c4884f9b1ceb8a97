import type { ApiFailure } from '../api/api-failure.js';
import type { KubeApi } from '../api/kube-api.js';
import { pathOf } from '../context/look-up.js';
import type { Wait } from '../watch/backoff.js';
import { type LeaseRecord, leaseBody, readLease } from './lease-record.js';

export interface LeadSettings {
  readonly lease: { readonly namespace: string; readonly name: string };
  /** Unique to this process. */
  readonly identity: string;
}

export interface LeadDeps {
  readonly api: KubeApi;
  readonly wait: Wait;
  readonly now: () => Date;
  readonly random: () => number;
  readonly failed: (failure: ApiFailure) => void;
}

/** client-go's defaults (tools/leaderelection): a lease holds for 15 s, is given up after 10 s, tried for every 2 s. */
const LEASE_SECONDS = 15;
const GIVE_UP_MS = 10_000;
const RETRY_MS = 2_000;

/** How long another holder has been silent, by this process' own clock. */
interface Observed {
  readonly mark: string;
  readonly since: number;
}

/**
 * Runs `work` while this process holds the Lease, and again whenever it gets it back, until the signal.
 * The signal handed to `work` is aborted when the Lease is lost or could not be renewed in time, before
 * another process may take it.
 */
export async function lead(
  { lease, identity }: LeadSettings,
  deps: LeadDeps,
  signal: AbortSignal,
  work: (leading: AbortSignal) => Promise<void>,
): Promise<void> {
  const { wait, random, now } = deps;
  let observed: Observed = { mark: '', since: now().getTime() };
  while (!signal.aborted) {
    const current = await read(deps, lease);
    if (current.ok) {
      const mark = JSON.stringify([current.record?.holder, current.record?.renewTime]);
      if (mark !== observed.mark) observed = { mark, since: now().getTime() };
      const silent = now().getTime() - observed.since > LEASE_SECONDS * 1000;
      const free = !current.record?.holder || current.record.holder === identity || silent;
      if (free && (await write(deps, lease, identity, current.record))) {
        await hold({ lease, identity }, deps, signal, work);
      }
    }
    await wait(RETRY_MS * (1 + random() / 5), signal);
  }
}

async function hold(
  { lease, identity }: LeadSettings,
  deps: LeadDeps,
  signal: AbortSignal,
  work: (leading: AbortSignal) => Promise<void>,
): Promise<void> {
  const lost = new AbortController();
  const leading = AbortSignal.any([signal, lost.signal]);
  const working = work(leading);
  let renewed = deps.now().getTime();
  while (!leading.aborted) {
    await deps.wait(RETRY_MS, leading);
    if (leading.aborted) break;
    const current = await read(deps, lease);
    const mine = current.ok && current.record?.holder === identity;
    if (current.ok && !mine) lost.abort();
    else if (mine && (await write(deps, lease, identity, current.record))) renewed = deps.now().getTime();
    else if (deps.now().getTime() - renewed > GIVE_UP_MS) lost.abort();
  }
  await working;
  if (signal.aborted) await giveBack({ lease, identity }, deps);
}

/** A process that ends lets the next one begin at once. */
async function giveBack({ lease, identity }: LeadSettings, deps: LeadDeps): Promise<void> {
  const current = await read(deps, lease);
  if (!current.ok || current.record?.holder !== identity) return;
  await write(deps, lease, '', current.record);
}

type Lease = LeadSettings['lease'];

async function read(
  { api, failed }: LeadDeps,
  lease: Lease,
): Promise<{ readonly ok: true; readonly record: LeaseRecord | null } | { readonly ok: false }> {
  const answer = await api.json({ path: pathOfLease(lease, lease.name) });
  if (answer.ok) return { ok: true, record: readLease(answer.value) };
  if (answer.reason === 'not_found') return { ok: true, record: null };
  failed(answer);
  return { ok: false };
}

async function write(
  { api, now, failed }: LeadDeps,
  lease: Lease,
  holder: string,
  before: LeaseRecord | null,
): Promise<boolean> {
  const answer = await api.json({
    path: pathOfLease(lease, before ? lease.name : null),
    method: before ? 'PUT' : 'POST',
    body: leaseBody(lease, holder, before, { now: now(), seconds: LEASE_SECONDS }),
  });
  // A conflict is the other process being faster, which is how it is decided.
  if (!answer.ok && answer.reason !== 'conflict') failed(answer);
  return answer.ok;
}

const pathOfLease = ({ namespace }: Lease, name: string | null) =>
  pathOf('apis/coordination.k8s.io/v1/namespaces', namespace, 'leases', ...(name === null ? [] : [name]));
