import { Controller, Get, Inject } from '@nestjs/common';
import { type CoverageView, coverageReport, type OperationReader } from '#pipeline';
import { Scope } from '../auth/scope.js';
import { CONNECTED_SOURCES, type ConnectedSource } from '../hooks/source-directory.js';
import { NEEDS } from '../needs.js';

/** What each feed has covered. */
@Controller('/v1/coverage')
@Scope('read')
export class CoverageController {
  constructor(
    @Inject(NEEDS.operations) private readonly operations: OperationReader,
    @Inject(CONNECTED_SOURCES) private readonly sources: ReadonlyMap<string, ConnectedSource>,
  ) {}

  @Get()
  coverage(): Promise<CoverageView> {
    return coverageReport(this.operations, [...this.sources.values()]);
  }
}
