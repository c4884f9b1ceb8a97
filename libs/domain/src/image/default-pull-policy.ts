import type { ImageReference } from './types.js';

/**
 * The pull policy Kubernetes gives a container that names none: `Always` when the tag is `latest`,
 * written or implied, `IfNotPresent` otherwise (`SetDefaults_Container` in kubernetes/kubernetes,
 * pkg/apis/core/v1/defaults.go). A written `:latest` counts even when a digest follows it. The policy
 * is set once, when the object is created; editing the tag later does not change it.
 */
export function defaultPullPolicy(reference: Pick<ImageReference, 'tag'>): 'Always' | 'IfNotPresent' {
  return reference.tag === 'latest' ? 'Always' : 'IfNotPresent';
}
