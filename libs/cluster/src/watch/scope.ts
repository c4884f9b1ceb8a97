import { pathOf } from '../context/look-up.js';

/** Which pods an agent looks at. */
export interface Scope {
  /** Only these namespaces; all when there is none. */
  readonly namespaces: readonly string[];
  readonly exceptNamespaces: readonly string[];
  /** Label selector of pods, in Kubernetes' own syntax; `null` for all. */
  readonly labels: string | null;
}

/** A part of the scope that takes one list or watch. */
export interface ScopePart {
  /** `null`: the whole cluster. */
  readonly namespace: string | null;
  /** Field selectors that leave out the excepted namespaces. */
  readonly without: readonly string[];
}

/** One part for the whole cluster, or one per namespace: rights may be given for some only. */
export function partsOf({ namespaces, exceptNamespaces }: Scope): readonly ScopePart[] {
  const excepted = new Set(exceptNamespaces);
  if (namespaces.length === 0) {
    return [{ namespace: null, without: exceptNamespaces.map((name) => `metadata.namespace!=${name}`) }];
  }
  return namespaces.filter((name) => !excepted.has(name)).map((namespace) => ({ namespace, without: [] }));
}

/** The path of a core resource in one namespace, or in all. */
export const corePath = (namespace: string | null, resource: string): string =>
  namespace === null ? `/api/v1/${resource}` : pathOf('api/v1/namespaces', namespace, resource);

/** Field selectors that all have to hold. */
export const allOf = (...selectors: readonly string[]): string => selectors.join(',');
