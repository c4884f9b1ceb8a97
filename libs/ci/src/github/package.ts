import {
  commitIdOf,
  imageDigestOf,
  imageRepositoryAt,
  imageTagOf,
  readWrittenImage,
  repositoryPathOf,
} from '#domain';
import { lenient, readJsonText } from '#platform';
import { envelopeFields, type ForgeEventReader } from './envelope.js';

const { list, read, shape, text, textMap, time } = lenient;

const packageFields = shape({
  name: text,
  namespace: text,
  package_type: text,
  ecosystem: text,
  owner: shape({ login: text }),
  registry: shape({ url: text }),
  updated_at: time,
  package_version: shape({
    version: text,
    name: text,
    package_url: text,
    target_oid: text,
    created_at: time,
    updated_at: time,
    container_metadata: shape({
      tag: shape({ name: text, digest: text }),
      labels: shape({ revision: text, source: text, all_labels: textMap }),
      manifest: shape({ digest: text, media_type: text }),
    }),
  }),
});

const payloadSchema = shape({ ...envelopeFields, package: packageFields, registry_package: packageFields });

type Package = lenient.Read<typeof packageFields>;

/** `published` and `updated` (a tag was moved) put something under a name; `deleted` takes it away. */
const KINDS: ReadonlyMap<string, 'push' | 'delete'> = new Map([
  ['published', 'push'],
  ['updated', 'push'],
  ['created', 'push'],
  ['create', 'push'],
  ['deleted', 'delete'],
]);

/**
 * `package` (repositories, organisations) and `registry_package` (GitHub Apps): a container image
 * version in GitHub Container Registry. One event per manifest: children of an index have an empty
 * tag. Only one tag is reported when several are pushed to one digest
 * (docker/metadata-action#300), so a missing event proves nothing.
 */
export const readPackageEvent: ForgeEventReader = (payload) => {
  const envelope = read(payloadSchema, payload);
  const subject = envelope?.package ?? envelope?.registry_package;
  if (envelope === undefined || subject === undefined) return 'unexpected_shape';
  if (!isContainer(subject)) return 'not_an_image';
  const kind = KINDS.get(envelope.action ?? '');
  if (kind === undefined) return 'irrelevant_event';
  const version = subject.package_version;
  const container = version?.container_metadata;
  const labels = container?.labels;
  const image = {
    provider: 'ghcr',
    repository: imageRepository(subject),
    ...tagAndDigest(subject),
    mediaType: container?.manifest?.media_type,
    occurredAt: version?.updated_at ?? version?.created_at ?? subject.updated_at,
    actor: envelope.sender?.login,
  };
  if (kind === 'delete') return [{ kind, ...image }];
  const revision = commitIdOf(
    labels?.all_labels.get('org.opencontainers.image.revision') ?? labels?.revision,
  );
  // Where the repository's branch stood. An image that was built elsewhere, or from another branch, is of
  // another commit.
  const target = revision === null ? commitIdOf(version?.target_oid) : null;
  const source = labels?.all_labels.get('org.opencontainers.image.source') ?? labels?.source;
  return [
    {
      kind,
      ...image,
      platforms: platforms(labels?.all_labels.get('github.internal.platforms')),
      sourceRepository: repositoryPathOf(source) ?? envelope.repository?.full_name,
      commit: revision ?? target,
      commitFrom: target === null ? undefined : 'target',
    },
  ];
};

const CONTAINERS: ReadonlySet<string> = new Set(['container', 'docker']);

/** GitHub's own example calls a container package `npm`; the metadata tells the truth. */
function isContainer(subject: Package): boolean {
  if (subject.package_version?.container_metadata !== undefined) return true;
  // Events of 2020 say it as `ecosystem`, which later ones fill for packages of any type.
  return CONTAINERS.has((subject.package_type ?? subject.ecosystem ?? '').toLowerCase());
}

/** The pull address; without one the package's own registry (2019 format); else the namespace on ghcr.io. */
function imageRepository(subject: Package): string | null {
  const address = readWrittenImage(subject.package_version?.package_url, null);
  if (address !== null) return address.repository;
  const registry = readWrittenImage(
    subject.registry?.url === undefined ? null : `${subject.registry.url}/${subject.name ?? ''}`,
    null,
  );
  if (registry !== null) return registry.repository;
  const owner = subject.namespace ?? subject.owner?.login ?? '';
  const path = owner.toLowerCase().endsWith(`/${subject.name?.toLowerCase()}`)
    ? owner
    : `${owner}/${subject.name ?? ''}`;
  return imageRepositoryAt('ghcr.io', path);
}

/** Version of an untagged layer set in the 2019 format. */
const NO_TAG = 'docker-base-layer';

/** The version is the digest in container events, which is no tag, and the tag in the 2019 format. */
function tagAndDigest(subject: Package) {
  const version = subject.package_version;
  const container = version?.container_metadata;
  const digests = [container?.tag?.digest, version?.version, version?.name, container?.manifest?.digest];
  const tags = [container?.tag?.name, version?.version, version?.name].map(imageTagOf);
  return {
    tag: tags.find((tag) => tag !== null && tag !== NO_TAG) ?? null,
    digest: digests.map(imageDigestOf).find((digest) => digest !== null) ?? null,
  };
}

const platformList = list(shape({ os: text, architecture: text, variant: text }));

/** A label with JSON inside; entries of attestations have the platform `unknown/unknown`. */
function platforms(label: string | undefined): string[] | undefined {
  const document = readJsonText(label ?? '');
  if (!document.ok) return undefined;
  return (read(platformList, document.value) ?? []).flatMap(({ os, architecture, variant }) =>
    os === undefined || architecture === undefined || os === 'unknown'
      ? []
      : [[os, architecture, variant].filter((part) => part !== undefined).join('/')],
  );
}
