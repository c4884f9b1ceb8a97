import { Inject, Injectable } from '@nestjs/common';
import type { DeliveryLog } from '#pipeline';
import {
  KEEP_DELIVERY,
  type KeepDelivery,
  type Receipt,
  type VerifiedDelivery,
} from '../inbox/keep-delivery.js';
import { NEEDS } from '../needs.js';
import { ProblemError } from '../problem/problem-error.js';

/**
 * Keeps reports and holds callers to their idempotency keys: a key that comes again with another
 * body is refused with 422 (draft-ietf-httpapi-idempotency-key-header, section 2.7).
 */
@Injectable()
export class ReportKeeper {
  constructor(
    @Inject(KEEP_DELIVERY) private readonly keepDelivery: KeepDelivery,
    @Inject(NEEDS.deliveries) private readonly deliveries: DeliveryLog,
  ) {}

  async keep(delivery: VerifiedDelivery): Promise<Receipt> {
    const receipt = await this.keepDelivery(delivery);
    if (receipt.duplicate && delivery.deliveryId !== null) await this.compare(receipt.id, delivery.body);
    return receipt;
  }

  private async compare(id: string, body: Buffer): Promise<void> {
    const kept = await this.deliveries.find(id);
    if (!kept || kept.body.equals(body)) return;
    throw new ProblemError(422, 'conflict', 'this Idempotency-Key was used with another body');
  }
}
