import type { DeliveredBy } from '#domain';
import type { RawMetadata } from './pod-schema.js';

interface Mark {
  readonly tool: DeliveredBy['tool'];
  readonly where: 'labels' | 'annotations';
  readonly key: string;
}

/**
 * Marks that delivery tools leave, the most telling first: a chart that Flux or Argo CD installs
 * carries Helm's marks too. Sources: argo-cd.readthedocs.io "Resource tracking", fluxcd.io
 * "Kustomization: labels" and "HelmRelease", helm.sh "Labels and annotations".
 */
const MARKS: readonly Mark[] = [
  { tool: 'argocd', where: 'annotations', key: 'argocd.argoproj.io/tracking-id' },
  { tool: 'argocd', where: 'labels', key: 'argocd.argoproj.io/instance' },
  { tool: 'flux', where: 'labels', key: 'helm.toolkit.fluxcd.io/name' },
  { tool: 'flux', where: 'labels', key: 'kustomize.toolkit.fluxcd.io/name' },
  { tool: 'helm', where: 'annotations', key: 'meta.helm.sh/release-name' },
];

/** Reads the marks of an object; `null` where no tool left any. */
export function deliveredBy(metadata: Pick<RawMetadata, 'labels' | 'annotations'>): DeliveredBy | null {
  for (const { tool, where, key } of MARKS) {
    // A tracking id is `<application>:<group>/<kind>:<namespace>/<name>`.
    const name = metadata[where].get(key)?.split(':', 1)[0];
    if (name) return { tool, name };
  }
  return null;
}
