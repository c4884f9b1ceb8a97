import { Controller, Get, Inject } from '@nestjs/common';
import type { z } from 'zod';
import type { Readiness } from '#contract';
import type { OperationReader } from '#pipeline';
import { NEEDS } from '../needs.js';
import { QUEUE_TIMEOUT_MS, within } from '../operation/within.js';

/** Probes for whoever runs the process. */
@Controller()
export class HealthController {
  constructor(
    @Inject(NEEDS.operations) private readonly operations: OperationReader,
    @Inject(NEEDS.queueReady) private readonly queueReady: () => Promise<boolean>,
  ) {}

  @Get('/healthz')
  health(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** 503 while the database is away. The server starts listening after the migrations. */
  @Get('/readyz')
  async readiness(): Promise<z.output<typeof Readiness>> {
    await this.operations.ping();
    const queue = (await within(this.queueReady(), QUEUE_TIMEOUT_MS)) ? 'ok' : 'away';
    return { status: 'ready', database: 'ok', queue };
  }
}
