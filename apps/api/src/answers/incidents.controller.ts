import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import type { z } from 'zod';
import { IncidentQuery, PageQuery } from '#contract';
import type { Incident, Verdict } from '#domain';
import { type IncidentReader, type Page, type TimelineItem } from '#pipeline';
import { Scope } from '../auth/scope.js';
import { NEEDS } from '../needs.js';
import { notFound } from '../problem/problem-error.js';
import { canonicalImage } from './canonical-image.js';
import { IMAGE_VIEWS, type ImageViews } from './image-views.js';

const unknownIncident = () => notFound('there is no incident with this id');

/** Incidents, their verdicts and timelines. */
@Controller('/v1/incidents')
@Scope('read')
export class IncidentsController {
  constructor(
    @Inject(NEEDS.incidents) private readonly incidents: IncidentReader,
    @Inject(IMAGE_VIEWS) private readonly views: ImageViews,
  ) {}

  @Get()
  list(@Query({ schema: IncidentQuery }) query: z.output<typeof IncidentQuery>): Promise<Page<Incident>> {
    const { limit, cursor, since, image, ...filter } = query;
    return this.incidents.list(
      {
        ...filter,
        image: image === undefined ? undefined : canonicalImage(image),
        since: since === undefined ? undefined : new Date(since),
      },
      { limit, cursor: cursor ?? null },
    );
  }

  @Get(':id')
  async get(@Param('id') id: string): Promise<Incident> {
    const incident = await this.incidents.get(id);
    if (!incident) throw unknownIncident();
    return incident;
  }

  @Get(':id/verdicts')
  async verdicts(
    @Param('id') id: string,
    @Query({ schema: PageQuery }) query: z.output<typeof PageQuery>,
  ): Promise<Page<Verdict>> {
    const page = await this.incidents.verdicts(id, { limit: query.limit, cursor: query.cursor ?? null });
    if (!page) throw unknownIncident();
    return page;
  }

  @Get(':id/timeline')
  async timeline(@Param('id') id: string): Promise<Page<TimelineItem>> {
    const items = await this.views.timeline(id);
    if (!items) throw unknownIncident();
    return { items, nextCursor: null };
  }
}
