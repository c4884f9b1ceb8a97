import { describe, expect, it } from 'vitest';
import {
  failingPod,
  notFound,
  type PodWish,
  pod,
  podEvent,
  RUNNING,
  waiting,
} from '../../../../test/support/kube/objects.js';
import { readPod } from '../objects/pod.js';
import { readPodEvent } from '../objects/pod-event.js';
import { PullTracker } from './pull-tracker.js';

const IMAGE = 'registry.acme.test/shop/api:1.4.2';
const BACKOFF = `Back-off pulling image "${IMAGE}"`;
const at = (minute: number) => new Date(Date.UTC(2026, 2, 2, 12, minute));

/** A tracker that is told of one pod over time. */
function story() {
  const tracker = new PullTracker({ refreshAfterMs: 15 * 60_000 });
  let minute = 0;
  const say = (changes: ReturnType<PullTracker['see']> | null) =>
    changes?.map(({ kind, container, image, reason }) => `${kind} ${container} ${image.image} ${reason}`) ??
    null;
  const time = () => at((minute += 1));
  const see = (wish: Partial<PodWish> = {}) => {
    const read = readPod(failingPod({ name: 'api-1', uid: 'u1', image: IMAGE, ...wish }));
    if (!read) throw new Error('no pod');
    return read;
  };
  const event = (reason: string, message: string, more?: object) => {
    const read = readPodEvent(podEvent(failingPod({ name: 'api-1', uid: 'u1' }), reason, message, more));
    if (!read) throw new Error('no event');
    return read;
  };
  return {
    tracker,
    time,
    see,
    event,
    pod: (wish: Partial<PodWish> = {}) => say(tracker.see(see(wish), time())),
    hear: (...args: Parameters<typeof event>) => say(tracker.hear(event(...args), time())),
    gone: () => say(tracker.gone('u1', time())),
  };
}

const FAILURE = `failure app ${IMAGE} ErrImagePull`;

describe('PullTracker', () => {
  it('reports a failure once, however often reason and text flip', () => {
    const { pod } = story();
    expect(pod()).toEqual([FAILURE]);
    for (let cycle = 0; cycle < 5; cycle += 1) {
      expect(pod({ state: waiting('ImagePullBackOff', BACKOFF) })).toEqual([]);
      expect(pod({ state: waiting('ErrImagePull', `${notFound(IMAGE)} (request ${cycle})`) })).toEqual([]);
    }
  });

  it('reports a failure again when it means something else', () => {
    const { pod } = story();
    pod();
    const dns = 'dial tcp: lookup registry.acme.test: no such host';
    expect(pod({ state: waiting('ErrImagePull', dns) })).toEqual([FAILURE]);
  });

  it('remembers the cause across a back-off whose text has lost it', () => {
    const { tracker, see, time } = story();
    tracker.see(see(), time());
    tracker.see(see({ state: waiting('ImagePullBackOff', BACKOFF) }), time());
    const [again] = tracker.due(at(40));
    expect(again).toMatchObject({
      reason: 'ImagePullBackOff',
      message: notFound(IMAGE),
      firstSeenAt: at(1).toISOString(),
      lastSeenAt: at(40).toISOString(),
    });
    expect(tracker.due(at(54))).toEqual([]);
    expect(tracker.due(at(55))).toHaveLength(1);
  });

  it('learns the cause from an Event when the status never said it', () => {
    const { pod, hear } = story();
    expect(pod({ state: waiting('ImagePullBackOff', BACKOFF) })).toEqual([
      `failure app ${IMAGE} ImagePullBackOff`,
    ]);
    expect(hear('Failed', `Failed to pull image "${IMAGE}": ${notFound(IMAGE)}`)).toEqual([
      `failure app ${IMAGE} ImagePullBackOff`,
    ]);
    expect(hear('BackOff', BACKOFF)).toEqual([]);
  });

  it('lets neither an older Event nor one of another image replace the text', () => {
    const { tracker, pod, hear } = story();
    pod();
    const dns = 'dial tcp: lookup registry.acme.test: no such host';
    const old = { lastTimestamp: at(-30).toISOString(), firstTimestamp: at(-40).toISOString(), count: 9 };
    expect(hear('Failed', `Failed to pull image "${IMAGE}": ${dns}`, old)).toEqual([]);
    expect(hear('Failed', `Failed to pull image "registry.acme.test/shop/other:1": ${dns}`)).toBeNull();
    expect(tracker.due(at(59))).toMatchObject([
      { message: notFound(IMAGE), count: 9, firstSeenAt: at(-40).toISOString() },
    ]);
  });

  it('asks for the pod when an Event is about one that is not known to fail', () => {
    expect(story().hear('Failed', 'Error: ErrImagePull')).toBeNull();
  });

  it.each([
    [{ state: RUNNING, phase: 'Running' }, 'Pulled'],
    [{ state: waiting('CrashLoopBackOff') }, 'Pulled'],
    [{ state: waiting('ErrImagePull'), phase: 'Failed' }, 'PodFinished'],
    [{ state: {}, image: 'registry.acme.test/shop/api:1.4.3' }, 'ImageChanged'],
  ])('reports the recovery by %j as %s, once', (wish, reason) => {
    const { tracker, pod } = story();
    pod();
    expect(pod(wish)).toEqual([`recovery app ${IMAGE} ${reason}`]);
    expect(pod(wish)).toEqual([]);
    expect(tracker.size).toBe(0);
  });

  it('keeps a container that is not come to again yet', () => {
    const { tracker, pod } = story();
    pod();
    expect(pod({ state: waiting('ContainerCreating') })).toEqual([]);
    expect(tracker.size).toBe(1);
  });

  it('reports the recovery of a pod that is gone', () => {
    const { pod, gone } = story();
    pod();
    expect(gone()).toEqual([`recovery app ${IMAGE} PodDeleted`]);
    expect(gone()).toEqual([]);
  });

  it('reports the old image as over and the new one as failing, without blaming it for the old text', () => {
    const next = 'registry.acme.test/shop/api:1.4.3';
    const { pod } = story();
    pod();
    expect(pod({ image: next, state: waiting('ImagePullBackOff', BACKOFF) })).toEqual([]);
    expect(pod({ image: next, state: waiting('ErrImagePull', notFound(next)) })).toEqual([
      `recovery app ${IMAGE} ImageChanged`,
      `failure app ${next} ErrImagePull`,
    ]);
  });

  it('reports a sandbox whose image cannot be pulled, until the sandbox stands', () => {
    const { tracker, pod, see, event, time } = story();
    const text =
      'Failed to create pod sandbox: failed to get sandbox image "registry.k8s.io/pause:3.9": failed to pull image "registry.k8s.io/pause:3.9": lookup registry.k8s.io: no such host';
    const heard = event('FailedCreatePodSandBox', text);
    if (heard.about !== 'sandbox') throw new Error('no sandbox');
    const creating = see({ state: waiting('ContainerCreating') });
    expect(tracker.hear(heard, time())).toBeNull();
    expect(tracker.seeSandbox(creating, heard, time())).toMatchObject([
      {
        kind: 'failure',
        container: null,
        reason: 'FailedCreatePodSandBox',
        image: { image: 'registry.k8s.io/pause:3.9' },
      },
    ]);
    expect(tracker.hear(heard, time())).toEqual([]);
    expect(tracker.see(creating, time())).toEqual([]);
    expect(pod()).toEqual(['recovery null registry.k8s.io/pause:3.9 Pulled', FAILURE]);
    expect(tracker.seeSandbox(see(), heard, time())).toEqual([]);
  });

  it('reports again when the kubelet says which secrets it could not find', () => {
    const { tracker, pod, event, time } = story();
    const missing = event(
      'FailedToRetrieveImagePullSecret',
      'Unable to retrieve some image pull secrets (regcred); attempting to pull the image may not succeed.',
    );
    expect(tracker.hear(missing, time())).toEqual([]);
    pod();
    expect(tracker.hear(missing, time())).toMatchObject([{ missingSecrets: ['regcred'] }]);
    expect(tracker.hear(missing, time())).toEqual([]);
  });

  it('remembers nothing of healthy pods', () => {
    const { tracker } = story();
    for (let i = 0; i < 100; i += 1) {
      const healthy = readPod(pod({ name: `web-${i}`, state: RUNNING, phase: 'Running' }));
      if (healthy) tracker.see(healthy, at(0));
    }
    expect(tracker.failing()).toEqual([]);
  });
});
