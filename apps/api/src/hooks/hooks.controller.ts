import { Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { readBody } from '../http/read-body.js';
import { KEEP_DELIVERY, type KeepDelivery, type Receipt } from '../inbox/keep-delivery.js';
import { ProblemError } from '../problem/problem-error.js';
import { CONFIRM_SUBSCRIPTION, type ConfirmSubscription } from './confirm-subscription.js';
import { CONNECTED_SOURCES, type ConnectedSource } from './source-directory.js';
import { plainHeaders } from './stored-headers.js';
import { checkPathToken, VERIFY_DELIVERY, type VerifyDelivery } from './verify-delivery.js';

interface HookPath {
  readonly Params: { readonly source: string; readonly token?: string };
}

/** Takes webhooks. Guards, pipes and interceptors are left out: the time of this path is measured. */
@Controller('/v1/hooks')
export class HooksController {
  constructor(
    @Inject(KEEP_DELIVERY) private readonly keep: KeepDelivery,
    @Inject(CONNECTED_SOURCES) private readonly sources: ReadonlyMap<string, ConnectedSource>,
    @Inject(VERIFY_DELIVERY) private readonly verify: VerifyDelivery,
    @Inject(CONFIRM_SUBSCRIPTION) private readonly confirm: ConfirmSubscription,
  ) {}

  @Post(':source')
  @HttpCode(202)
  receive(@Req() request: FastifyRequest<HookPath>): Promise<Receipt> {
    return this.take(request);
  }

  @Post(':source/:token')
  @HttpCode(202)
  receiveWithToken(@Req() request: FastifyRequest<HookPath>): Promise<Receipt> {
    return this.take(request);
  }

  private async take(request: FastifyRequest<HookPath>): Promise<Receipt> {
    const { source: id, token } = request.params;
    const source = this.sources.get(id);
    if (!source) throw new ProblemError(404, 'unknown_source', 'no source with this id is configured');
    source.checkAddress?.(request.ip);
    checkPathToken(source, token);
    const body = await readBody(request.raw, source.adapter.bodyLimit);
    const delivery = { headers: plainHeaders(request.raw.headers), body };
    const receipt = await this.keep(await this.verify(source, delivery));
    this.confirm(source, delivery);
    return receipt;
  }
}
