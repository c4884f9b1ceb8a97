import { LRUCache } from 'lru-cache';
import type { ApiFailure } from '../api/api-failure.js';
import type { ApiQuestion, KubeApi } from '../api/kube-api.js';

/** What was looked up: there, not there, or not to be seen (forbidden, unreachable, unreadable). */
export type Found<T> = { readonly is: 'there'; readonly value: T } | { readonly is: 'absent' | 'unseen' };

/** A bounded memory of look-ups; those that run at the same time are one. */
export type LookUp<T> = (path: string) => Promise<Found<T>>;

/** Told of look-ups that did not succeed. */
export type LookUpFailed = (failure: ApiFailure) => void;

export interface LookUpSettings<T> {
  readonly api: KubeApi;
  readonly failed: LookUpFailed;
  readonly accept?: string;
  readonly query?: ApiQuestion['query'];
  /** How long an answer is good, in milliseconds. */
  readonly goodForMs: number;
  readonly read: (value: unknown) => T | null;
}

/** Answers kept by one look-up; of the largest kind (owners of failing pods) each has a few hundred bytes. */
const MOST_KEPT = 2_000;

/** Metadata without the object, also of secrets: their data is never sent (Kubernetes API concepts, "Metadata-only fetches"). */
export const METADATA_ONLY = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';

/** Looks objects up by their path. What could not be seen is asked for again next time, unless it is forbidden. */
export function lookUp<T>({ api, failed, accept, query, goodForMs, read }: LookUpSettings<T>): LookUp<T> {
  const cache = new LRUCache<string, Found<T>>({
    max: MOST_KEPT,
    ttl: goodForMs,
    fetchMethod: async (path) => {
      const answer = await api.json({ path, query, ...(accept ? { accept } : {}) });
      if (answer.ok) {
        const value = read(answer.value);
        return value === null ? { is: 'unseen' } : { is: 'there', value };
      }
      if (answer.reason === 'not_found') return { is: 'absent' };
      failed(answer);
      return answer.reason === 'forbidden' ? { is: 'unseen' } : undefined;
    },
  });
  return async (path) => (await cache.fetch(path)) ?? { is: 'unseen' };
}

/** A path with its parts escaped. */
export const pathOf = (...parts: readonly string[]): string =>
  `/${parts.map((part) => part.split('/').map(encodeURIComponent).join('/')).join('/')}`;
