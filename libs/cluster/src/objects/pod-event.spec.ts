import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failingPod, notFound, podEvent } from '../../../../test/support/kube/objects.js';
import { LOUD_REASONS, readPodEvent } from './pod-event.js';

const about = failingPod({ name: 'api-1', uid: 'u1' });
const named = { uid: 'u1', namespace: 'shop', name: 'api-1' };
const FAILED = `Failed to pull image "registry.acme.test/shop/api:1.4.2": ${notFound()}`;
const read = (reason: string, message: string, more?: object) =>
  readPodEvent(podEvent(about, reason, message, more));

describe('readPodEvent', () => {
  it('takes the detailed error with its container, image, times and count', () => {
    const more = { count: 7, firstTimestamp: '2026-03-02T11:00:00Z', lastTimestamp: '2026-03-02T11:30:00Z' };
    expect(read('Failed', FAILED, more)).toEqual({
      about: 'pull',
      pod: named,
      container: 'app',
      image: 'registry.acme.test/shop/api:1.4.2',
      detail: FAILED,
      firstSeenAt: '2026-03-02T11:00:00.000Z',
      saidAt: '2026-03-02T11:30:00.000Z',
      count: 7,
    });
  });

  it('reads the newer API with its series', () => {
    const { involvedObject, message, ...rest } = podEvent(about, 'Failed', FAILED) as Record<string, unknown>;
    const event = {
      ...rest,
      regarding: involvedObject,
      note: message,
      firstTimestamp: undefined,
      lastTimestamp: undefined,
      eventTime: '2026-03-02T11:00:00.000000Z',
      series: { count: 12, lastObservedTime: '2026-03-02T11:40:00.000000Z' },
    };
    expect(readPodEvent(event)).toMatchObject({
      detail: FAILED,
      firstSeenAt: '2026-03-02T11:00:00.000Z',
      saidAt: '2026-03-02T11:40:00.000Z',
      count: 12,
    });
  });

  it('sees through the prefix of aggregated Events', () => {
    expect(read('Failed', `(combined from similar events): ${FAILED}`)).toMatchObject({ detail: FAILED });
  });

  it('takes a back-off, which is of type Normal, as a sign without detail', () => {
    const event = read('BackOff', 'Back-off pulling image "registry.acme.test/shop/api:1.4.2"', {
      type: 'Normal',
    });
    expect(event).toMatchObject({ about: 'pull', detail: '', image: 'registry.acme.test/shop/api:1.4.2' });
    expect(read('Failed', 'Error: ErrImagePull')).toMatchObject({ about: 'pull', detail: '', image: null });
  });

  it.each([
    ['BackOff', 'Back-off restarting failed container'],
    ['Failed', 'Error: secret "settings" not found'],
    ['Failed', 'Error: failed to create containerd container: no space left on device'],
    ['FailedMount', 'MountVolume.SetUp failed for volume "x": not found'],
    ['FailedCreatePodSandBox', 'Failed to create pod sandbox: failed to setup network: connection refused'],
  ])('leaves %s "%s" alone', (reason, message) => expect(read(reason, message)).toBeNull());

  it.each(['initContainers', 'containers', 'ephemeralContainers'])('reads the container under %s', (kind) => {
    const involvedObject = { ...named, kind: 'Pod', fieldPath: `spec.${kind}{x}` };
    expect(read('Failed', FAILED, { involvedObject })).toMatchObject({ container: 'x' });
  });

  it('reads the image of a sandbox that cannot be pulled', () => {
    const message =
      'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox image "registry.k8s.io/pause:3.9": failed to pull image "registry.k8s.io/pause:3.9": dial tcp: lookup registry.k8s.io: no such host';
    expect(read('FailedCreatePodSandBox', message)).toMatchObject({
      about: 'sandbox',
      image: 'registry.k8s.io/pause:3.9',
      detail: message,
    });
  });

  it('reads which pull secrets the kubelet could not find', () => {
    const message =
      'Unable to retrieve some image pull secrets (regcred, other); attempting to pull the image may not succeed.';
    expect(read('FailedToRetrieveImagePullSecret', message)).toEqual({
      about: 'secrets',
      pod: named,
      missing: ['regcred', 'other'],
    });
  });

  it('is asked for by a selector that rules no wanted reason out', () => {
    const wanted = ['Failed', 'BackOff', 'InspectFailed', 'ErrImageNeverPull', 'FailedCreatePodSandBox'];
    expect(LOUD_REASONS.filter((reason) => wanted.includes(reason))).toEqual([]);
  });

  it('survives anything', () => {
    fc.assert(fc.property(fc.anything(), (value) => void readPodEvent(value)));
    fc.assert(
      fc.property(fc.anything(), fc.string(), (value, message) => {
        readPodEvent({
          involvedObject: { ...named, kind: 'Pod', fieldPath: value },
          reason: 'Failed',
          message,
        });
      }),
    );
  });
});
