import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { workedDelivery } from '../support/deliveries.js';
import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const SHA = '7f3a6ce1d0b9482f5e6c7a8b9d0e1f2a3b4c5d6e';
const REPOSITORY = 'registry.acme.test/shop/admitted';
const tokenOf = (authorization: string) => authorization.replace('Bearer ', '');

const review = (image: string) => ({
  apiVersion: 'admission.k8s.io/v1',
  kind: 'AdmissionReview',
  request: {
    uid: '705ab4f5-6393-11e8-b7cc-42010a800002',
    namespace: 'shop',
    operation: 'CREATE',
    object: { kind: 'Deployment', spec: { template: { spec: { containers: [{ name: 'api', image }] } } } },
  },
});
const ask = (image: string, token = tokenOf(server.as.read)) =>
  request(server.url).post(`/v1/admission/${token}`).send(review(image));

describe('POST /v1/admission/{token}', () => {
  it('warns of a build that is still running, and lets the workload in', async () => {
    const build = {
      repository: 'acme/admitted',
      commit: SHA,
      status: 'running',
      runId: '812',
      runNumber: 812,
      startedAt: new Date().toISOString(),
      images: [{ repository: REPOSITORY, tag: SHA }],
    };
    const { body } = await request(server.url)
      .post('/v1/builds')
      .set('authorization', server.as.ingest)
      .send(build)
      .expect(202);
    await workedDelivery(server, body.deliveryId);
    // A service that is busy may be silent: it has 300 ms.
    const answer = await vi.waitFor(
      async () => {
        const { body: reviewed } = await ask(`${REPOSITORY}:${SHA}`).expect(200);
        expect(reviewed.response).toHaveProperty('warnings');
        return reviewed;
      },
      { timeout: 30_000, interval: 100 },
    );
    expect(answer).toMatchObject({
      apiVersion: 'admission.k8s.io/v1',
      kind: 'AdmissionReview',
      response: {
        uid: '705ab4f5-6393-11e8-b7cc-42010a800002',
        allowed: true,
        warnings: [expect.stringMatching(/^pulltrace: .*#812.*running/)],
      },
    });
  });

  it.each(['ghcr.io/never/seen:1', 'no image at all'])('lets %s in without a word', async (image) => {
    const { body } = await ask(image).expect(200);
    expect(body.response).toEqual({ uid: expect.any(String), allowed: true });
  });

  it('wants a token that may read, and an AdmissionReview', async () => {
    await ask('x:1', 'nonsense').expect(401);
    await ask('x:1', tokenOf(server.as.ingest)).expect(401);
    const answer = await request(server.url)
      .post(`/v1/admission/${tokenOf(server.as.read)}`)
      .send({ kind: 'Pod' })
      .expect(422);
    expect(answer.body.code).toBe('invalid_body');
  });
});
