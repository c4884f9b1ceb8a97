import type { ImageReference, OtherObservation } from '#domain';
import type { FetchMemory, ManifestAnswer, RegistryReader, StatedOrigin } from '../ports/index.js';

/** While nodes pull, a registry is asked for one image at most this often; the kubelet itself asks every 10 s at first. */
const PAUSE_MS = 20_000;
/** After an answer that says nothing it is left alone for longer. */
const DOUBT_PAUSE_MS = 120_000;

export interface RegistryQuestionDeps {
  readonly registries: RegistryReader;
  readonly memory: FetchMemory;
  readonly now: () => Date;
}

/** Types of artifacts that are signatures: cosign's, its bundles, and Notary Project's. */
const SIGNATURE =
  /^application\/vnd\.(?:dev\.cosign\.(?:artifact\.sig|simplesigning)|dev\.sigstore\.bundle|cncf\.notary\.signature)/;

/** What is asked about an image. */
export interface RegistryQuestion {
  readonly image: ImageReference;
  /** An answer from before then is asked for once more. */
  readonly since: string;
  /** Whether a signature is there matters. */
  readonly aboutSignature: boolean;
}

/** What the registry said of one image. */
export interface RegistrySays {
  /** `null` when it said what is known already. */
  readonly news: OtherObservation | null;
  readonly origin: StatedOrigin | null;
}

/**
 * Asks the image's registry for its manifest, once for all incidents on the image. What it answers is
 * news when it differs from the last answer, or when that was given before the incident began.
 * `null`: it is not the time to ask, or the answer says nothing.
 */
export async function askRegistry(
  deps: RegistryQuestionDeps,
  { image, since, aboutSignature }: RegistryQuestion,
): Promise<RegistrySays | null> {
  if (!deps.registries.mayAsk(image.registry)) return null;
  const key = `manifest ${image.canonical}`;
  const askedAt = deps.now();
  const until = (ms: number) => new Date(askedAt.getTime() + ms);
  const noted = await deps.memory.take(key, { now: askedAt, until: until(PAUSE_MS) });
  if (noted === null) return null;
  const { repository, tag, digest } = image;
  const answer = await deps.registries.manifest(repository, { tag: digest ? null : tag, digest });
  if (answer.state === 'unknown') {
    await deps.memory.note(key, noted, until(DOUBT_PAUSE_MS));
    return null;
  }
  const signed = aboutSignature ? await isSigned(deps.registries, repository, answer) : null;
  const told = `${wordOf(answer)}${signed === null ? '' : ` signed ${signed}`}`;
  const [toldAt, ...words] = noted.split(' ');
  const isKnown = words.join(' ') === told && toldAt !== undefined && toldAt >= since;
  const origin = answer.state === 'present' ? answer.origin : null;
  if (isKnown) return { news: null, origin };
  await deps.memory.note(key, `${askedAt.toISOString()} ${told}`, until(PAUSE_MS));
  return { news: observation(image, { ...answer, signed }, askedAt.toISOString()), origin };
}

type Definite = Exclude<ManifestAnswer, { state: 'unknown' }>;

/** `null` when there is no telling. */
async function isSigned(
  registries: RegistryReader,
  repository: string,
  answer: Definite,
): Promise<boolean | null> {
  if (answer.state !== 'present') return null;
  const listed = await registries.referrers(repository, answer.digest);
  if (listed.state !== 'listed') return null;
  return listed.referrers.some(({ artifactType }) => SIGNATURE.test(artifactType));
}

/** The answer in one line: what makes it another answer. */
function wordOf(answer: Definite): string {
  if (answer.state !== 'present') return answer.state;
  const missing = answer.images.filter(({ state }) => state === 'absent').map(({ digest }) => digest);
  return ['present', answer.digest, ...answer.platforms, ...missing].join(' ');
}

function observation(
  image: ImageReference,
  answer: Definite & { readonly signed: boolean | null },
  occurredAt: string,
): OtherObservation {
  const asked = { tag: image.digest ? null : image.tag, digest: image.digest };
  const common = {
    kind: 'other' as const,
    provider: 'registry',
    event: 'registry_answer',
    repository: image.repository,
    occurredAt,
  };
  if (answer.state !== 'present') return { ...common, answer: { ...asked, found: answer.state } };
  const missing = answer.images.filter(({ state }) => state === 'absent').map(({ digest }) => digest);
  return {
    ...common,
    answer: {
      tag: asked.tag,
      digest: answer.digest,
      found: 'present',
      platforms: answer.platforms,
      ...(answer.signed === null ? {} : { signed: answer.signed }),
      ...(missing.length > 0 ? { missing } : {}),
    },
  };
}
