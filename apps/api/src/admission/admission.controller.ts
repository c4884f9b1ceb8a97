import { Controller, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { IMAGE_VIEWS, type ImageViews } from '../answers/image-views.js';
import { unauthorized } from '../auth/bearer.js';
import { TokenDirectory } from '../auth/token-directory.js';
import { readJsonBody } from '../http/json-body.js';
import { ProblemError } from '../problem/problem-error.js';
import { hintsFor } from './hint.js';
import { readReview } from './review.js';

/**
 * Answers the API servers that ask whether a workload may come in: always yes, with a word of warning
 * where its image would not be pulled. They cannot send a header, so the token stands in the path.
 */
@Controller('/v1/admission')
export class AdmissionController {
  constructor(
    @Inject(IMAGE_VIEWS) private readonly views: ImageViews,
    @Inject(TokenDirectory) private readonly tokens: TokenDirectory,
  ) {}

  @Post(':token')
  @HttpCode(200)
  async review(@Param('token') token: string, @Req() request: FastifyRequest): Promise<object> {
    const record = await this.tokens.find(token);
    if (!record || record.scope === 'ingest') throw unauthorized('the token is unknown, or may not read');
    const question = readReview(await readJsonBody(request));
    if (!question) throw new ProblemError(422, 'invalid_body', 'this is no AdmissionReview');
    const warnings = await hintsFor(this.views, question);
    return {
      apiVersion: 'admission.k8s.io/v1',
      kind: 'AdmissionReview',
      response: { uid: question.uid, allowed: true, ...(warnings.length > 0 ? { warnings } : {}) },
    };
  }
}
