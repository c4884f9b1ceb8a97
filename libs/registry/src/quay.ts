import {
  type BuildStatus,
  builtImage,
  commitIdOf,
  imageDigestOf,
  imageTagOf,
  type Observation,
  readRef,
  repositoryPathOf,
} from '#domain';
import { DEFAULT_BODY_LIMIT, normalised, type SourceAdapter, unsignedUnlessSecret } from '#pipeline';
import { lenient, OPERATOR_CREDENTIAL_HEADERS, readDocument, verifyOperatorCredential } from '#platform';
import { readImageAtHost } from './at-host.js';

const { identifier, list, shape, text } = lenient;

const payloadSchema = shape({
  docker_url: text,
  homepage: text,
  updated_tags: list(text),
  build_id: identifier,
  build_name: text,
  docker_tags: list(text),
  error_message: text,
  image_id: text,
  manifest_digests: list(text),
  trigger_kind: text,
  trigger_metadata: shape({
    commit: text,
    ref: text,
    git_url: text,
    commit_info: shape({ url: text, author: shape({ username: text }) }),
  }),
});

type Payload = lenient.Read<typeof payloadSchema>;

/** Fields that only these notifications have: no event name is sent, so they tell it. */
const IRRELEVANT = shape({ vulnerability: lenient.shape({}), expiring_in: text });

/** Quay and quay.io (Red Hat Quay docs, "Repository notifications"). It cannot sign. */
export const quay: SourceAdapter = {
  id: 'quay',
  title: 'Quay',
  feeds: ['pushes', 'builds'],
  unsigned: true,
  bodyLimit: DEFAULT_BODY_LIMIT,
  secretHeaders: OPERATOR_CREDENTIAL_HEADERS,
  identify: () => ({ event: null, deliveryId: null }),
  verify: ({ headers }, source) =>
    unsignedUnlessSecret(source, () => verifyOperatorCredential(headers, source.secrets)),
  normalise({ body }, { registryHost }) {
    const document = readDocument(body, payloadSchema);
    if (!document.ok) return { ignored: document.reason };
    const other = readDocument(body, IRRELEVANT);
    if (other.ok && (other.value.vulnerability !== undefined || other.value.expiring_in !== undefined))
      return { ignored: 'irrelevant_event' };
    const payload = document.value;
    if (payload.build_id !== undefined) return normalised(observeBuild(payload, registryHost));
    return normalised(observePush(payload, registryHost));
  },
};

/** One push for each tag; a push can update none. */
function observePush(payload: Payload, registryHost: string | undefined): Observation[] {
  const image = readImageAtHost(payload.docker_url, registryHost);
  if (image === null) return [];
  return payload.updated_tags.map((tag) => ({
    kind: 'push',
    provider: 'quay',
    repository: image.repository,
    tag: imageTagOf(tag),
  }));
}

/** `repository` of a build is the source's; the images are what it means to push, or pushed. */
function observeBuild(payload: Payload, registryHost: string | undefined): Observation[] {
  const image = readImageAtHost(payload.docker_url, registryHost);
  const metadata = payload.trigger_metadata;
  const names = readRef(metadata?.ref);
  const digests = payload.manifest_digests
    .map((text) => imageDigestOf(text.slice(text.lastIndexOf('@') + 1)))
    .filter((digest) => digest !== null);
  // With several platforms there are several digests, and nothing says which tag has which.
  const digest = digests.length === 1 ? digests[0] : undefined;
  return [
    {
      kind: 'build',
      provider: 'quay',
      repository: repositoryPathOf(metadata?.git_url) ?? repositoryOfCommit(metadata?.commit_info?.url),
      commit: commitIdOf(metadata?.commit),
      branch: names.branch,
      gitTag: names.gitTag,
      workflow: payload.build_name,
      runId: payload.build_id,
      runUrl: payload.homepage,
      status: buildStatus(payload),
      event: payload.trigger_kind,
      actor: metadata?.commit_info?.author?.username,
      images:
        image === null
          ? undefined
          : payload.docker_tags.flatMap((text) => {
              const tag = imageTagOf(text);
              return tag === null ? [] : [builtImage({ ...image, tag }, digest)];
            }),
    },
  ];
}

/** `https://<forge>/<owner>/<name>/commit/<id>` */
const repositoryOfCommit = (url: string | undefined) =>
  repositoryPathOf(url?.replace(/\/(?:-\/)?commits?\/[0-9a-f]+$/, ''));

/** Queued, started and cancelled look alike; the earliest of them never overrules what is known. */
function buildStatus({
  error_message: error,
  image_id: imageId,
  manifest_digests: digests,
}: Payload): BuildStatus {
  if (error !== undefined) return 'failure';
  return imageId !== undefined || digests.length > 0 ? 'success' : 'queued';
}
