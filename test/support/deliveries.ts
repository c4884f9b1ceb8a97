import { createHmac } from 'node:crypto';
import request from 'supertest';
import type { Delivery } from '#contract';
import type { TestServer } from './server.js';

/** GitHub's signature over the very bytes that are sent. */
export function githubSignature(body: string | Buffer, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** One item of the inbound log by the sender's id, once it is no longer just stored. */
export async function workedDelivery(server: TestServer, deliveryId: string): Promise<Delivery> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const { body } = await request(server.url)
      .get('/v1/deliveries')
      .set('authorization', server.as.admin)
      .expect(200);
    const found = (body.items as Delivery[]).find((item) => item.deliveryId === deliveryId);
    if (found && found.state !== 'stored') return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the delivery ${deliveryId} was not worked; the log says: ${server.log.join('')}`);
}
