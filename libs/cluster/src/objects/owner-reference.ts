import type { RawMetadata } from './pod-schema.js';

/** The object that made another one. */
export interface OwnerReference {
  /** `apps/v1` */
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

/** The controller among an object's owners, or its only owner; `null` where nobody owns it. */
export function controllerOf({ ownerReferences }: RawMetadata): OwnerReference | null {
  const owner =
    ownerReferences.find(({ controller }) => controller === true) ??
    (ownerReferences.length === 1 ? ownerReferences[0] : undefined);
  if (!owner?.kind || !owner.name) return null;
  return { apiVersion: owner.apiVersion ?? '', kind: owner.kind, name: owner.name };
}
