import { imageDigestOf, imageRepositoryAt, imageTagOf, type Observation } from '#domain';
import { hostOf, readImageAtHost } from '../at-host.js';
import type { HarborEvent, HarborRetention } from './payload.js';

/** Reads one event, or is `irrelevant_event` where there is nothing to read. */
export type HarborEventReader = ((event: HarborEvent) => Observation[]) | 'irrelevant_event';

const common = (event: HarborEvent) => ({
  provider: 'harbor',
  actor: event.actor,
  occurredAt: event.at,
  eventId: event.id,
});

/** An untagged artifact repeats its digest as the tag (goharbor/harbor#20939), which is then no tag. */
const resourceReader =
  (kind: 'push' | 'delete'): HarborEventReader =>
  (event) =>
    (event.data?.resources ?? []).map((resource): Observation => {
      const image = readImageAtHost(resource.resource_url, event.registryHost);
      return {
        kind,
        ...common(event),
        repository: image?.repository ?? repositoryByName(event),
        tag: imageTagOf(resource.tag) ?? image?.tag,
        digest: imageDigestOf(resource.digest) ?? image?.digest,
      };
    });

/** The repository by project and name; without a configured host it has none. */
const repositoryByName = ({ data, registryHost }: HarborEvent) =>
  imageRepositoryAt(registryHost, data?.repository?.repo_full_name);

/** What a retention run removed, with the rule that did not keep it. */
const readRetention: HarborEventReader = (event) => {
  const retention = event.data?.retention;
  const host = event.registryHost ?? retention?.harbor_hostname;
  if (retention === undefined) return [];
  return retention.deleted_artifact.flatMap((artifact): Observation[] => {
    if (artifact.status !== undefined && !/^success/i.test(artifact.status)) return [];
    const { name, tag, digest } = nameTag(artifact.name_tag);
    const repository = imageRepositoryAt(host, `${retention.project_name ?? ''}/${name}`);
    return [{ kind: 'delete', ...common(event), repository, tag, digest, rule: ruleOf(retention) }];
  });
};

/** What arrived at the destination, where the event lists the tags; older versions only count them. */
const readReplication: HarborEventReader = (event) => {
  const replication = event.data?.replication;
  const destination = replication?.dest_resource;
  const host = hostOf(destination?.endpoint) ?? replication?.harbor_hostname;
  const arrived = (replication?.successful_artifact ?? []).flatMap((artifact) => {
    const { name, tag } = nameTag(artifact.name_tag);
    const path = [destination?.namespace, name].filter(Boolean).join('/');
    const repository = host === undefined ? null : imageRepositoryAt(host, path);
    const references = artifact.references.length > 0 ? artifact.references : [tag ?? ''];
    return references.map((text) => ({ repository, tag: imageTagOf(text), digest: imageDigestOf(text) }));
  });
  const named = arrived.filter(({ tag, digest }) => tag !== null || digest !== null);
  if (named.length > 0) return named.map((image) => ({ kind: 'push', ...common(event), ...image }));
  const summary = [replication?.job_status, destination?.registry_name, destination?.endpoint];
  return [
    {
      kind: 'other',
      ...common(event),
      event: 'replication',
      repository: arrived[0]?.repository,
      detail: summary.filter(Boolean).join(' ') || undefined,
    },
  ];
};

/** The project is full: the push was refused, and the message says by how much. */
const readQuota: HarborEventReader = (event) => {
  const { data } = event;
  const image = readImageAtHost(data?.resources[0]?.resource_url, event.registryHost);
  return [
    {
      kind: 'other',
      ...common(event),
      event: 'quota_exceeded',
      repository: image?.repository ?? repositoryByName(event),
      detail: data?.custom_attributes.get('Details') ?? data?.custom_attributes.get('details'),
    },
  ];
};

/** Event type, in the default format, as a CloudEvent and in Harbor 1.x → what it says. */
export const HARBOR_EVENTS: ReadonlyMap<string, HarborEventReader> = new Map<string, HarborEventReader>([
  ['PUSH_ARTIFACT', resourceReader('push')],
  ['harbor.artifact.pushed', resourceReader('push')],
  ['pushImage', resourceReader('push')],
  ['DELETE_ARTIFACT', resourceReader('delete')],
  ['harbor.artifact.deleted', resourceReader('delete')],
  ['deleteImage', resourceReader('delete')],
  ['TAG_RETENTION', readRetention],
  ['harbor.tag_retention.finished', readRetention],
  ['REPLICATION', readReplication],
  ['harbor.replication.status.changed', readReplication],
  ['QUOTA_EXCEED', readQuota],
  ['harbor.quota.exceeded', readQuota],
  ['projectQuotaExceed', readQuota],
  ...[
    'PULL_ARTIFACT',
    'harbor.artifact.pulled',
    'pullImage',
    'SCANNING_COMPLETED',
    'harbor.scan.completed',
    'scanningCompleted',
    'SCANNING_FAILED',
    'harbor.scan.failed',
    'scanningFailed',
    'SCANNING_STOPPED',
    'harbor.scan.stopped',
    'QUOTA_WARNING',
    'harbor.quota.warned',
    'UPLOAD_CHART',
    'DOWNLOAD_CHART',
    'DELETE_CHART',
  ].map((type) => [type, 'irrelevant_event'] as const),
]);

/** `name:tag`, `name@digest`, or `name [2 item(s) in total]`. */
function nameTag(text: string | undefined): { name: string; tag: string | null; digest: string | null } {
  const plain = (text ?? '').replace(/\s*\[[^\]]*\]$/, '');
  const [named = '', digest] = plain.split('@');
  const colon = named.indexOf(':');
  return {
    name: colon < 0 ? named : named.slice(0, colon),
    tag: colon < 0 ? null : imageTagOf(named.slice(colon + 1)),
    digest: imageDigestOf(digest),
  };
}

/** `latestPushedK matches release-*`: what a tag had to be to stay. */
function ruleOf({ retention_rule: rules }: HarborRetention): string | undefined {
  const words = rules.map(({ template, tag_selectors: selectors }) =>
    [template, ...selectors.map(({ decoration, pattern }) => `${decoration ?? ''} ${pattern ?? ''}`.trim())]
      .filter(Boolean)
      .join(' '),
  );
  return words.filter(Boolean).join('; ') || undefined;
}
