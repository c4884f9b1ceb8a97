import { lenient } from '#platform';
import { type ApiFailure, brokenOff } from '../api/api-failure.js';
import type { ApiQuestion, KubeApi } from '../api/kube-api.js';

const ListMetadata = lenient.shape({
  metadata: lenient.shape({ resourceVersion: lenient.text, continue: lenient.text }),
});

export interface ListSettings extends Pick<ApiQuestion, 'path' | 'accept' | 'signal'> {
  /** Selectors. */
  readonly query?: Readonly<Record<string, string | undefined>>;
  /** The answer must not be older than this, so that a lagging server does not take us back in time. */
  readonly notOlderThan?: string | null;
}

/** @param page the document that the object came in */
export type TakeItem = (item: unknown, page: unknown) => void;

export type ListResult = { readonly ok: true; readonly resourceVersion: string | null } | ApiFailure;

/** Objects a page: a page of ordinary pods is about 1.5 MB, and is dropped before the next one comes. */
const PAGE = 250;

/** A list that outlives its continue token is begun again with larger pages, at most so often. */
const MOST_RESTARTS = 4;

/**
 * Lists in pages and hands each object over; nothing is kept. A list whose continue token expires
 * (410) is begun again with pages of twice the size, so that it gets done. Objects may then be handed over twice.
 */
export async function listPages(api: KubeApi, settings: ListSettings, take: TakeItem): Promise<ListResult> {
  for (let restarts = 0; ; restarts += 1) {
    const result = await listOnce(api, settings, PAGE * 2 ** restarts, take);
    const expired = !result.ok && result.reason === 'gone' && result.status === 410 && result.midway;
    if (!expired || restarts === MOST_RESTARTS) return result;
  }
}

type OnceResult =
  | { readonly ok: true; readonly resourceVersion: string | null }
  | (ApiFailure & { readonly midway: boolean });

async function listOnce(
  api: KubeApi,
  { path, accept, signal, query, notOlderThan }: ListSettings,
  limit: number,
  take: TakeItem,
): Promise<OnceResult> {
  let next: string | undefined;
  let resourceVersion: string | null = null;
  do {
    // The version belongs to the first page; the continue token carries it on.
    const version =
      next === undefined && notOlderThan
        ? { resourceVersion: notOlderThan, resourceVersionMatch: 'NotOlderThan' }
        : {};
    const page = { ...query, ...version, limit: String(limit), continue: next };
    const answer = await api.json({ path, accept, signal, query: page });
    if (!answer.ok) return { ...answer, midway: next !== undefined };
    const items = itemsOf(answer.value);
    if (!items) return { ...brokenOff('garbage', `${path} answered no list`), midway: next !== undefined };
    for (const item of items) take(item, answer.value);
    const { metadata } = lenient.read(ListMetadata, answer.value) ?? {};
    resourceVersion ??= metadata?.resourceVersion ?? null;
    next = metadata?.continue;
  } while (next !== undefined);
  return { ok: true, resourceVersion };
}

/** The items of a list, or the rows of a `Table`; a list without any may say `null`. */
function itemsOf(value: unknown): readonly unknown[] | null {
  if (typeof value !== 'object' || value === null) return null;
  const { items, rows, kind } = value as { items?: unknown; rows?: unknown; kind?: unknown };
  const entries = kind === 'Table' ? rows : items;
  if (Array.isArray(entries)) return entries;
  return typeof kind === 'string' && (kind.endsWith('List') || kind === 'Table') ? [] : null;
}
