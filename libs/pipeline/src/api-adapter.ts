import { type Observation, parseImageRepository } from '#domain';
import type { Normalised, SourceAdapter } from './source-adapter.js';

/** A pipeline's own reports are small; the limit is that of ordinary webhooks, 5 MiB. */
const BODY_LIMIT = 5 * 1024 * 1024;

/**
 * Reads back what came in through the service's own endpoints. Their bodies were validated against
 * the public schemas before they were kept, as a JSON array of observations with their `kind`.
 */
export const apiAdapter: SourceAdapter = {
  id: 'api',
  title: 'Reports to the API',
  feeds: ['builds', 'pushes', 'failures'],
  bodyLimit: BODY_LIMIT,
  secretHeaders: ['authorization'],
  identify: () => ({ event: null, deliveryId: null }),
  verify: () => ({ ok: true, signed: true }),
  normalise: (delivery): Normalised => {
    const observations = JSON.parse(delivery.body.toString('utf8')) as Observation[];
    return {
      observations: observations.map((observation) => withHosts({ provider: 'api', ...observation })),
    };
  },
};

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
