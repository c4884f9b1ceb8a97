import { type Observation, parseImageRepository } from '#domain';
import type { Normalised, SourceAdapter } from './source-adapter.js';

/** A pipeline's own reports are small; the limit is that of ordinary webhooks, 5 MiB. */
const BODY_LIMIT = 5 * 1024 * 1024;

/** Reads back deliveries that this service wrote itself, as a JSON array of observations with their `kind`. */
const ownObservations = (id: string, title: string): SourceAdapter => ({
  id,
  title,
  feeds: ['builds', 'pushes', 'failures'],
  bodyLimit: BODY_LIMIT,
  secretHeaders: ['authorization'],
  identify: () => ({ event: null, deliveryId: null }),
  verify: () => ({ ok: true, signed: true }),
  normalise: (delivery): Normalised => {
    const observations = JSON.parse(delivery.body.toString('utf8')) as Observation[];
    return {
      observations: observations.map((observation) => withHosts({ provider: id, ...observation })),
    };
  },
});

/** Who writes a report by hand uses the short names of Docker Hub as they are used in manifests. */
function withHosts(observation: Observation): Observation {
  if (observation.kind === 'build' && observation.images)
    return { ...observation, images: observation.images.map(withHost) };
  const namesImage = observation.kind === 'push' || observation.kind === 'delete';
  return namesImage && observation.repository
    ? withHost({ ...observation, repository: observation.repository })
    : observation;
}

const withHost = <Named extends { readonly repository: string }>(named: Named): Named => ({
  ...named,
  repository: parseImageRepository(named.repository)?.repository ?? named.repository,
});

/** What came in through the service's own endpoints, validated against the public schemas before it was kept. */
export const apiAdapter = ownObservations('api', 'Reports to the API');

/**
 * The source of everything that Pulltrace fetched for one question. It is no feed: what was asked for
 * says nothing of what else happened, so it never counts as coverage.
 */
export const FETCHED_SOURCE = 'fetched';

/** What registries and forges answered, where it has no form of a webhook. */
export const fetchedAdapter = ownObservations(FETCHED_SOURCE, 'Fetched evidence');
