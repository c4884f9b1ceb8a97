import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { type Delivery, type DeliveryDetail, DeliveryQuery } from '#contract';
import type { DeliveryLog, Page, StoredDelivery } from '#pipeline';
import { Scope } from '../auth/scope.js';
import { ENQUEUE, type Enqueue } from '../inbox/enqueue.js';
import type { Receipt } from '../inbox/keep-delivery.js';
import { NEEDS } from '../needs.js';
import { notFound } from '../problem/problem-error.js';

/** The inbound log. Admin only: bodies of deliveries can hold what their senders' repositories hold. */
@Controller('/v1/deliveries')
@Scope('admin')
export class DeliveriesController {
  constructor(
    @Inject(NEEDS.deliveries) private readonly deliveries: DeliveryLog,
    @Inject(ENQUEUE) private readonly enqueue: Enqueue,
  ) {}

  @Get()
  async list(
    @Query({ schema: DeliveryQuery }) query: z.output<typeof DeliveryQuery>,
  ): Promise<Page<Delivery>> {
    const { limit, cursor, ...filter } = query;
    const page = await this.deliveries.list(filter, { limit, cursor: cursor ?? null });
    return { items: page.items.map(deliveryView), nextCursor: page.nextCursor };
  }

  @Get(':id')
  async get(@Param('id') id: string): Promise<DeliveryDetail> {
    const delivery = await this.find(id);
    const body = delivery.body.toString('utf8');
    return { ...deliveryView(delivery), headers: { ...delivery.headers }, body };
  }

  @Post(':id/redeliver')
  @HttpCode(202)
  async redeliver(@Param('id') id: string): Promise<Receipt> {
    const delivery = await this.find(id);
    await this.deliveries.reopenOne(id);
    this.enqueue(id);
    return { id: delivery.id, deliveryId: delivery.deliveryId, duplicate: true };
  }

  private async find(id: string): Promise<StoredDelivery> {
    const delivery = await this.deliveries.find(id);
    if (!delivery) throw notFound('there is no delivery with this id');
    return delivery;
  }
}

function deliveryView(delivery: Omit<StoredDelivery, 'body' | 'headers'>): Delivery {
  return {
    id: delivery.id,
    source: delivery.source,
    provider: delivery.provider,
    event: delivery.event,
    deliveryId: delivery.deliveryId,
    receivedAt: delivery.receivedAt.toISOString(),
    signed: delivery.signed,
    state: delivery.state,
    reason: delivery.reason,
    observations: delivery.observations,
  };
}
