import type { Clock, StoryStep } from './step.js';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

export interface ImageFields {
  readonly host: string;
  readonly path: string;
  readonly tag: string;
  readonly digest: string;
}

/** An envelope of CNCF Distribution's notifications (distribution.github.io, "Notifications") with one event. */
function envelope(action: 'push' | 'delete', image: ImageFields, target: object, at: string): StoryStep {
  const id = `${image.path}:${image.tag}/${action}`;
  const event = {
    id,
    timestamp: at,
    action,
    target: { repository: image.path, ...target },
    request: {
      id: `request-${id}`,
      addr: '10.0.0.7:41234',
      host: image.host,
      method: action === 'push' ? 'PUT' : 'DELETE',
      useragent: 'skopeo/1.13.3',
    },
    actor: { name: 'ci' },
    source: { addr: 'registry-0:5000', instanceID: 'a3c1' },
  };
  return { by: 'distribution', body: { events: [event] } };
}

/** A manifest put under a tag. */
export function registryPush(image: ImageFields, minutesAgo: number, clock: Clock): StoryStep {
  const target = {
    mediaType: MANIFEST,
    digest: image.digest,
    size: 708,
    length: 708,
    url: `https://${image.host}/v2/${image.path}/manifests/${image.digest}`,
    tag: image.tag,
  };
  return envelope('push', image, target, clock(minutesAgo));
}

/** Distribution names only the digest when a manifest is deleted. */
export function registryDelete(image: ImageFields, minutesAgo: number, clock: Clock): StoryStep {
  return envelope('delete', image, { digest: image.digest }, clock(minutesAgo));
}
