import { imageRepositoryAt, imageTagOf } from '#domain';
import { DEFAULT_BODY_LIMIT, normalised, type SourceAdapter } from '#pipeline';
import { lenient, readDocument } from '#platform';

const { shape, text, time } = lenient;

const payloadSchema = shape({
  push_data: shape({ tag: text, pusher: text, pushed_at: time, media_type: text }),
  repository: shape({ repo_name: text, namespace: text, name: text }),
});

/** Docker Hub (Docker docs, "Docker Hub webhooks"). It cannot sign, and sends no digest. */
export const dockerhub: SourceAdapter = {
  id: 'dockerhub',
  title: 'Docker Hub',
  feeds: ['pushes'],
  unsigned: true,
  bodyLimit: DEFAULT_BODY_LIMIT,
  secretHeaders: [],
  identify: () => ({ event: 'push', deliveryId: null }),
  verify: () => ({ ok: true, signed: false }),
  normalise({ body }) {
    const document = readDocument(body, payloadSchema);
    if (!document.ok) return { ignored: document.reason };
    const { push_data: push, repository } = document.value;
    const name = repository?.repo_name ?? `${repository?.namespace ?? ''}/${repository?.name ?? ''}`;
    return normalised([
      {
        kind: 'push',
        provider: 'dockerhub',
        repository: imageRepositoryAt('docker.io', name),
        tag: imageTagOf(push?.tag),
        mediaType: push?.media_type,
        actor: push?.pusher,
        occurredAt: push?.pushed_at,
      },
    ]);
  },
};
