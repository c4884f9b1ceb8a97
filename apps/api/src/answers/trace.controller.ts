import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { z } from 'zod';
import { TraceQuery } from '#contract';
import type { TraceView } from '#pipeline';
import { Scope } from '../auth/scope.js';
import { ProblemError } from '../problem/problem-error.js';
import { IMAGE_VIEWS, type ImageViews } from './image-views.js';

/** Would this image pull, and who made it. */
@Controller('/v1/trace')
@Scope('read')
export class TraceController {
  constructor(@Inject(IMAGE_VIEWS) private readonly views: ImageViews) {}

  @Get()
  async trace(@Query({ schema: TraceQuery }) query: z.output<typeof TraceQuery>): Promise<TraceView> {
    const answer = await this.views.trace(query);
    if (answer.ok) return answer.trace;
    throw new ProblemError(400, 'invalid_query', 'this is no image reference', {
      errors: [{ field: 'image', message: answer.error.message }],
    });
  }
}
