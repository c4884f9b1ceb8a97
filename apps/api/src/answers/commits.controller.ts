import { Controller, Get, Headers, Inject, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { commitReportHtml, commitReportMarkdown } from '#contract';
import { type CommitReportView, commitReport, type FactReader } from '#pipeline';
import { Scope } from '../auth/scope.js';
import { NEEDS } from '../needs.js';
import { notFound, ProblemError } from '../problem/problem-error.js';
import { negotiate } from './negotiate.js';

const COMMIT = /^[0-9a-f]{7,64}$/i;

type Render = (report: CommitReportView) => string;

/** Best first: what a caller gets that accepts anything is JSON. */
const RENDERINGS: ReadonlyMap<string, Render> = new Map<string, Render>([
  ['application/json', (report) => JSON.stringify(report)],
  ['text/markdown', commitReportMarkdown],
  ['text/html', commitReportHtml],
]);

/** All that is known to have come from one commit. */
@Controller('/v1/commits')
@Scope('read')
export class CommitsController {
  constructor(@Inject(NEEDS.facts) private readonly facts: FactReader) {}

  @Get(':sha/report')
  async report(
    @Param('sha') sha: string,
    @Headers('accept') accept: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const type = negotiate(accept, [...RENDERINGS.keys()]);
    const render = type === null ? undefined : RENDERINGS.get(type);
    if (!render) {
      const types = [...RENDERINGS.keys()].join(', ');
      throw new ProblemError(406, 'not_acceptable', `the report comes as ${types}`);
    }
    const report = await this.find(sha);
    await reply
      .header('content-type', `${type}; charset=utf-8`)
      .header('vary', 'accept')
      .send(render(report));
  }

  private async find(sha: string): Promise<CommitReportView> {
    if (!COMMIT.test(sha)) {
      throw new ProblemError(400, 'bad_request', 'a commit is 7 to 64 hexadecimal digits');
    }
    const answer = await commitReport(this.facts, sha);
    if (answer.found) return answer.report;
    if (answer.reason === 'unknown') throw notFound('no build, push or commit with this id was recorded');
    throw new ProblemError(409, 'ambiguous_commit', 'several commits start with this', {
      candidates: answer.candidates,
    });
  }
}
