import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReview } from './review.js';

const pod = (...images: readonly string[]) => ({
  containers: images.map((image) => ({ image })),
  initContainers: [{ image: 'init:1' }],
  volumes: [{ image: { reference: 'models:1' } }, { emptyDir: {} }],
});
const review = (object: object, more: object = {}) => ({
  apiVersion: 'admission.k8s.io/v1',
  kind: 'AdmissionReview',
  request: { uid: 'u1', namespace: 'shop', object, ...more },
});
const imagesOf = (object: object, more?: object) => readReview(review(object, more))?.images;

describe('readReview', () => {
  it.each([
    ['a Pod', { spec: pod('app:1') }],
    ['a Deployment', { spec: { template: { spec: pod('app:1') } } }],
    ['a CronJob', { spec: { jobTemplate: { spec: { template: { spec: pod('app:1') } } } } }],
  ])('reads every image of %s', (_kind, object) => {
    expect(imagesOf(object)).toEqual(['init:1', 'app:1', 'models:1']);
  });

  it('leaves alone what does not change, and what a controller makes', () => {
    const next = { spec: pod('app:2') };
    expect(imagesOf(next, { oldObject: { spec: pod('app:1') } })).toEqual(['app:2']);
    const owned = { ...next, metadata: { ownerReferences: [{ controller: true }] } };
    expect(imagesOf(owned)).toEqual([]);
  });

  it('survives anything', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        readReview(value);
        expect(readReview(review({ spec: value as object }))?.uid).toBe('u1');
      }),
    );
    expect(readReview({ kind: 'AdmissionReview', request: {} })).toBeNull();
  });
});
