import { imageDigestOf, imageRepositoryAt, imageTagOf } from '#domain';
import { DEFAULT_BODY_LIMIT, normalised, type SourceAdapter } from '#pipeline';
import { lenient, parseTime, readDocument } from '#platform';

const { shape, text } = lenient;

const payloadSchema = shape({
  push_data: shape({ tag: text, digest: text, pushed_at: text }),
  repository: shape({ repo_full_name: text, namespace: text, name: text, region: text }),
});

/** Times are written without a zone, in China Standard Time. */
const CHINA_OFFSET_MINUTES = 8 * 60;

/**
 * Alibaba Cloud Container Registry (Alibaba Cloud docs, "Manage webhooks"). It cannot sign. An
 * Enterprise Edition instance has a host of its own, which the source must be configured with.
 */
export const aliyunAcr: SourceAdapter = {
  id: 'aliyun-acr',
  title: 'Alibaba Cloud Container Registry',
  aliases: ['aliyun'],
  feeds: ['pushes'],
  unsigned: true,
  bodyLimit: DEFAULT_BODY_LIMIT,
  secretHeaders: [],
  identify: () => ({ event: 'push', deliveryId: null }),
  verify: () => ({ ok: true, signed: false }),
  normalise({ body }, { registryHost }) {
    const document = readDocument(body, payloadSchema);
    if (!document.ok) return { ignored: document.reason };
    const { push_data: push, repository } = document.value;
    const region = repository?.region;
    const host = registryHost ?? (region === undefined ? undefined : `registry.${region}.aliyuncs.com`);
    const name = repository?.repo_full_name ?? `${repository?.namespace ?? ''}/${repository?.name ?? ''}`;
    return normalised([
      {
        kind: 'push',
        provider: 'aliyun-acr',
        repository: imageRepositoryAt(host, name),
        tag: imageTagOf(push?.tag),
        digest: imageDigestOf(push?.digest),
        occurredAt: parseTime(push?.pushed_at, CHINA_OFFSET_MINUTES)?.instant.toISOString(),
      },
    ]);
  },
};
