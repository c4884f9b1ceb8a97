import { Controller, Headers, HttpCode, Inject, Post, Req } from '@nestjs/common';
import type { z } from 'zod';
import { BuildReport, ExpectationReport, type ExpectationsAccepted, PushReport } from '#contract';
import { type JobRequest, JobsToo, Scope } from '../auth/scope.js';
import { JsonBody } from '../http/json-body.js';
import type { Receipt } from '../inbox/keep-delivery.js';
import { apiDelivery } from './api-delivery.js';
import { batchOf } from './batch.js';
import { ReportKeeper } from './keep-report.js';
import { checkOwnRepository } from './own-repository.js';

const Builds = batchOf(BuildReport);
const Pushes = batchOf(PushReport);
const Expectations = batchOf(ExpectationReport);

/** Where the image's trace is: by tag, which is known before the digest is. */
function traceOf({ repository, tag, digest }: z.output<typeof ExpectationReport>['images'][number]): string {
  const image = `${repository}${tag ? `:${tag}` : digest ? `@${digest}` : ''}`;
  return `/v1/trace?image=${encodeURIComponent(image)}`;
}

/** Takes what pipelines report of themselves. */
@Controller('/v1')
@Scope('ingest')
export class ReportsController {
  constructor(@Inject(ReportKeeper) private readonly keeper: ReportKeeper) {}

  @Post('builds')
  @HttpCode(202)
  @JobsToo()
  builds(
    @JsonBody({ schema: Builds }) reports: z.output<typeof Builds>,
    @Headers('idempotency-key') key: string | undefined,
    @Req() request: JobRequest,
  ): Promise<Receipt> {
    checkOwnRepository(request, reports);
    return this.keeper.keep(apiDelivery('builds', reports, key));
  }

  @Post('pushes')
  @HttpCode(202)
  pushes(
    @JsonBody({ schema: Pushes }) reports: z.output<typeof Pushes>,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<Receipt> {
    return this.keeper.keep(apiDelivery('pushes', reports, key));
  }

  @Post('expectations')
  @HttpCode(202)
  @JobsToo()
  async expectations(
    @JsonBody({ schema: Expectations }) reports: z.output<typeof Expectations>,
    @Headers('idempotency-key') key: string | undefined,
    @Req() request: JobRequest,
  ): Promise<z.output<typeof ExpectationsAccepted>> {
    checkOwnRepository(request, reports);
    const receipt = await this.keeper.keep(apiDelivery('expectations', reports, key));
    return { ...receipt, traces: reports.flatMap(({ images }) => images.map(traceOf)) };
  }
}
