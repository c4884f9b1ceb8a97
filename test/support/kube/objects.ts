import { randomUUID } from 'node:crypto';
import type { KubeObject } from './selectors.js';

/** A waiting container's state. */
export const waiting = (reason: string, message = '') => ({ waiting: { reason, message } });
export const RUNNING = { running: { startedAt: '2026-03-02T12:00:00Z' } };

export interface PodWish {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly image?: string;
  readonly phase?: string;
  readonly state?: object;
  readonly spec?: object;
  readonly metadata?: object;
  readonly status?: object;
}

/** A pod of one container `app`, as an API server gives it. */
export function pod({ name, namespace = 'shop', uid = randomUUID(), ...wish }: PodWish): KubeObject {
  const image = wish.image ?? 'registry.acme.test/shop/api:1.4.2';
  const ready = wish.state === RUNNING;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, uid, ...wish.metadata },
    spec: {
      nodeName: 'node-1',
      serviceAccountName: 'default',
      containers: [{ name: 'app', image, imagePullPolicy: 'IfNotPresent' }],
      ...wish.spec,
    },
    status: {
      phase: wish.phase ?? 'Pending',
      containerStatuses: [{ name: 'app', image, imageID: '', ready, state: wish.state ?? {} }],
      ...wish.status,
    },
  };
}

/** A pod that cannot pull, with containerd's words for a tag that is not there. */
export const failingPod = (wish: PodWish): KubeObject =>
  pod({ state: waiting('ErrImagePull', notFound(wish.image)), ...wish });

export const notFound = (image = 'registry.acme.test/shop/api:1.4.2') =>
  `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`;

/** An Event (core/v1) about a container of a pod. */
export function podEvent(about: KubeObject, reason: string, message: string, more: object = {}): KubeObject {
  const { name, namespace, uid } = about.metadata;
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `${name}.${randomUUID()}`, namespace: namespace ?? 'shop' },
    involvedObject: { kind: 'Pod', name, namespace, uid, fieldPath: 'spec.containers{app}' },
    reason,
    message,
    type: 'Warning',
    firstTimestamp: '2026-03-02T12:00:00Z',
    lastTimestamp: new Date().toISOString(),
    count: 1,
    ...more,
  };
}
