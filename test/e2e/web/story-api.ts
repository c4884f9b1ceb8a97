import type { FastifyInstance, FastifyReply } from 'fastify';
import type { CommitReport, Coverage, Incident, Trace } from '#contract';
import { STORIES, TIMELINES, VERDICTS } from './story/index.js';
import { brokenTrace, commitReport, coverage, healthyTrace } from './story/reports.js';

/** What the server knows; a test changes it and the next answer follows. */
export interface World {
  incidents: readonly Incident[];
  coverage: Coverage;
  traces: readonly Trace[];
  commits: readonly CommitReport[];
  /** The token that is wanted; `null` lets everybody read. */
  token: string | null;
  /** Answers with this status instead of what was asked for. */
  refuse: number | null;
  rowsPerPage: number;
}

/** A world with every story in it. */
export function usualWorld(): World {
  return {
    incidents: STORIES,
    coverage,
    traces: [brokenTrace, healthyTrace],
    commits: [commitReport],
    token: null,
    refuse: null,
    rowsPerPage: 25,
  };
}

/** The routes of the API that the page asks, answered from a world. */
export function storyApi(world: World) {
  return (app: FastifyInstance): void => {
    app.addHook('onRequest', async (request, reply) => {
      if (!request.url.startsWith('/v1/')) return;
      if (world.refuse !== null) return problem(reply, world.refuse, codeOf(world.refuse));
      if (world.token !== null && request.headers.authorization !== `Bearer ${world.token}`) {
        return problem(reply, 401, 'unauthorized');
      }
    });
    listIncidents(app, world);
    oneThing(app, world);
  };
}

type Query = Readonly<Record<string, string | undefined>>;

function listIncidents(app: FastifyInstance, world: World) {
  app.get('/v1/incidents', (request) => {
    const { state, cause, cluster, namespace, cursor } = request.query as Query;
    const fitting = world.incidents.filter(
      (incident) =>
        (!state || incident.state === state) &&
        (!cause || incident.verdict?.cause === cause) &&
        (!cluster || incident.scope.clusters.includes(cluster)) &&
        (!namespace || incident.scope.namespaces.includes(namespace)),
    );
    const from = cursor ? Number(cursor) : 0;
    const to = from + world.rowsPerPage;
    return { items: fitting.slice(from, to), nextCursor: to < fitting.length ? String(to) : null };
  });
}

function oneThing(app: FastifyInstance, world: World) {
  const incidentOf = (params: unknown) => {
    const { id } = params as { readonly id: string };
    return world.incidents.find((incident) => incident.id === id);
  };
  app.get(
    '/v1/incidents/:id',
    (request, reply) => incidentOf(request.params) ?? problem(reply, 404, 'not_found'),
  );
  app.get('/v1/incidents/:id/timeline', (request) => ({
    items: TIMELINES.get(incidentOf(request.params)?.id ?? '') ?? [],
    nextCursor: null,
  }));
  app.get('/v1/incidents/:id/verdicts', (request) => {
    const incident = incidentOf(request.params);
    const items = VERDICTS.get(incident?.id ?? '') ?? (incident?.verdict ? [incident.verdict] : []);
    return { items, nextCursor: null };
  });
  app.get('/v1/trace', (request, reply) => {
    const { image } = request.query as Query;
    return world.traces.find((trace) => trace.image.reference === image) ?? problem(reply, 404, 'not_found');
  });
  app.get('/v1/commits/:sha/report', (request, reply) => {
    const { sha } = request.params as { readonly sha: string };
    const found = world.commits.filter(({ commit }) => commit.sha.startsWith(sha));
    if (found.length > 1) {
      return problem(reply, 409, 'ambiguous_commit', { candidates: found.map(({ commit }) => commit.sha) });
    }
    return found[0] ?? problem(reply, 404, 'not_found');
  });
  app.get('/v1/coverage', () => world.coverage);
}

function problem(reply: FastifyReply, status: number, code: string, more: object = {}) {
  return reply
    .status(status)
    .type('application/problem+json')
    .send({ type: 'about:blank', title: 'Refused by the test', status, code, ...more });
}

function codeOf(status: number): string {
  return status === 503 ? 'database_unavailable' : 'internal';
}
