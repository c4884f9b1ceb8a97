import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failingPod, notFound, pod, RUNNING, waiting } from '../../../../test/support/kube/objects.js';
import { readPod } from './pod.js';

const read = (value: unknown) => {
  const found = readPod(value);
  if (!found) throw new Error('no pod');
  return found;
};
const stateOf = (state: object) => read(pod({ name: 'a', state })).containers[0]?.state;

describe('readPod', () => {
  it.each([
    'ErrImagePull',
    'ImagePullBackOff',
    'ErrImageNeverPull',
    'InvalidImageName',
    'ImageInspectError',
    'RegistryUnavailable',
    'SignatureValidationFailed',
  ])('sees a failed pull in %s', (reason) => {
    expect(stateOf(waiting(reason, 'why'))).toMatchObject({ is: 'failing', reason, message: 'why' });
  });

  it.each(['CrashLoopBackOff', 'CreateContainerConfigError', 'RunContainerError'])(
    'knows that the image is there in %s',
    (reason) => expect(stateOf(waiting(reason))).toEqual({ is: 'pulled' }),
  );

  it.each([waiting('ContainerCreating'), waiting('PodInitializing'), {}])(
    'knows nothing yet in %j',
    (state) => expect(stateOf(state)).toEqual({ is: 'not_yet' }),
  );

  it('knows that what runs or ran was pulled', () => {
    expect(stateOf(RUNNING)).toEqual({ is: 'pulled' });
    expect(stateOf({ terminated: { exitCode: 1 } })).toEqual({ is: 'pulled' });
  });

  it('takes the image from the spec, also where the status writes another form', () => {
    const status = {
      containerStatuses: [{ name: 'app', image: 'docker.io/library/x:1', state: waiting('ErrImagePull') }],
    };
    expect(read(pod({ name: 'a', image: 'x:1', status })).containers[0]?.state).toMatchObject({
      image: { image: 'x:1', pullPolicy: 'IfNotPresent' },
    });
  });

  it('looks at init and ephemeral containers too', () => {
    const spec = {
      initContainers: [{ name: 'migrate', image: 'i:1' }],
      ephemeralContainers: [{ name: 'debugger', image: 'e:1', imagePullPolicy: 'Always' }],
    };
    const status = {
      initContainerStatuses: [{ name: 'migrate', state: waiting('ErrImagePull') }],
      ephemeralContainerStatuses: [{ name: 'debugger', state: waiting('ImagePullBackOff') }],
    };
    const { containers } = read(pod({ name: 'a', spec: { ...spec, containers: [] }, status }));
    expect(containers.map(({ name, state }) => [name, state.is])).toEqual([
      ['migrate', 'failing'],
      ['debugger', 'failing'],
    ]);
  });

  it.each([
    ['x:latest', undefined, 'Always'],
    ['x', undefined, 'Always'],
    ['x:1', undefined, 'IfNotPresent'],
    ['x:latest', 'Never', 'Never'],
  ])('gives %s with policy %s the effective policy %s', (image, imagePullPolicy, expected) => {
    const spec = { containers: [{ name: 'app', image, imagePullPolicy }] };
    expect(read(pod({ name: 'a', spec })).images).toEqual([{ image, pullPolicy: expected }]);
  });

  it('tells an image volume by the text, which is in the status of the container', () => {
    const spec = {
      volumes: [{ name: 'models', image: { reference: 'ghcr.io/acme/models:3', pullPolicy: 'Always' } }],
      containers: [{ name: 'app', image: 'ghcr.io/acme/api:1' }],
    };
    const state = (image: string) => ({
      containerStatuses: [{ name: 'app', state: waiting('ErrImagePull', notFound(image)) }],
    });
    const imageOf = (image: string) =>
      read(pod({ name: 'a', spec, status: state(image) })).containers[0]?.state;
    expect(imageOf('ghcr.io/acme/models:3')).toMatchObject({
      image: { image: 'ghcr.io/acme/models:3', pullPolicy: 'Always' },
    });
    expect(imageOf('ghcr.io/acme/api:1')).toMatchObject({ image: { image: 'ghcr.io/acme/api:1' } });
  });

  it('keeps who the pod is, and drops the rest', () => {
    const spec = { serviceAccountName: 'builder', imagePullSecrets: [{ name: 'regcred' }, {}] };
    const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'api-7d9f', controller: true };
    const metadata = {
      labels: { 'controller-revision-hash': 'web-5' },
      annotations: { 'argocd.argoproj.io/tracking-id': 'shop:apps/Deployment:shop/api' },
      ownerReferences: [{ ...owner, controller: false, name: 'other' }, owner],
      managedFields: [{ manager: 'kubelet' }],
    };
    expect(read(failingPod({ name: 'api-1', uid: 'u1', spec, metadata })).identity).toEqual({
      uid: 'u1',
      namespace: 'shop',
      name: 'api-1',
      node: 'node-1',
      serviceAccount: 'builder',
      pullSecrets: ['regcred'],
      owner: { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'api-7d9f' },
      revision: 'web-5',
      deliveredBy: { tool: 'argocd', name: 'shop' },
    });
  });

  it.each([
    [{ 'meta.helm.sh/release-name': 'shop' }, {}, { tool: 'helm', name: 'shop' }],
    [
      { 'meta.helm.sh/release-name': 'shop' },
      { 'helm.toolkit.fluxcd.io/name': 'hr' },
      { tool: 'flux', name: 'hr' },
    ],
    [{}, { 'kustomize.toolkit.fluxcd.io/name': 'apps' }, { tool: 'flux', name: 'apps' }],
    [{}, { 'argocd.argoproj.io/instance': 'shop' }, { tool: 'argocd', name: 'shop' }],
    [{}, {}, null],
  ])('reads the marks %j %j', (annotations, labels, expected) => {
    expect(read(pod({ name: 'a', metadata: { annotations, labels } })).identity.deliveredBy).toEqual(
      expected,
    );
  });

  it('survives anything', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.anything(), (whole, spec, status) => {
        readPod(whole);
        readPod({ metadata: { uid: 'u', name: 'n', namespace: 's' }, spec, status });
        readPod(pod({ name: 'a', spec: { containers: spec, volumes: whole }, status: { phase: status } }));
      }),
    );
  });
});
