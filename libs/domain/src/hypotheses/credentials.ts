import type { ContainerFailure, EarlierPull } from '../evidence/snapshot.js';
import { parseImageReference } from '../image/index.js';
import { classifyPullError, saysExpired } from '../pull-error/index.js';
import type { Hypothesis, OpenCase } from './hypothesis.js';
import { faultOf } from './pull-secret.js';
import { asEvidence, asPush, nodeSays, wanted, when } from './say.js';

const RENEW = {
  title: 'Renew the credential',
  detail:
    'Check that the user or robot behind the pull secret still exists, may read this repository, and that its token has not expired; then write the secret anew.',
};

/** The pod has credentials, as far as is known, and the registry does not take them. */
export const credentialsRejected: Hypothesis = {
  name: 'credentials-rejected',
  causes: ['credentials_rejected'],
  classes: ['auth'],
  needs: 'a refused pull of an image that is known to exist',
  examine(file) {
    const { error } = file.snapshot;
    const { state, lastPush } = file.history;
    if (!error || hasFault(file) || saysExpired(error)) return null;
    const exists = state === 'present' && lastPush;
    if (!exists && error.also.includes('not_found')) return null;
    const seen = file.failures.some((failure) => failure.pullSecrets !== null);
    const unseen = seen ? '' : ' Which pull secrets the pod references is not known.';
    return {
      cause: 'credentials_rejected',
      weight: exists ? 'build' : 'absence',
      summary: `The registry ${file.snapshot.image.registry} refused the credentials for ${wanted(file)}${exists ? `, which is there (pushed at ${when(lastPush.at)})` : ''}.${unseen}`,
      push: exists ? asPush(lastPush) : null,
      fixes: [RENEW],
      basis: exists ? [lastPush] : [],
      facts: nodeSays(file),
      against: file.deletions.filter((deletion) => deletion.at > (lastPush?.at ?? '')).map(asEvidence),
    };
  },
};

/**
 * The credential worked and does not any more. Registries say so rarely, and some answer "not found"
 * (kubernetes/kubernetes#69141); that several images of one host are refused at once, after pulls from it went well,
 * tells it too.
 */
export const credentialExpired: Hypothesis = {
  name: 'credential-expired',
  causes: ['credential_expired'],
  classes: ['auth'],
  needs:
    'a text that says so; or an earlier pull from the registry in the same namespace, and several of its images refused since or one that is known to exist',
  examine(file) {
    const { error } = file.snapshot;
    if (error && saysExpired(error)) return expired(file, 'direct', ': the token has expired');
    if (!error || hasFault(file)) return null;
    const before = lastGoodPull(file);
    if (!before) return null;
    const refused = refusedImages(file);
    // One image alone may be refused for itself; its own repository was allowed before.
    const isSame = repositoryIn(before.image) === file.snapshot.image.repository;
    if (refused.images.size < 2 && !(isSame && file.history.state === 'present')) return null;
    const many =
      refused.images.size > 1
        ? `; ${refused.images.size} images in ${refused.namespaces.size === 1 ? '1 namespace' : `${refused.namespaces.size} namespaces`} are refused since ${when(refused.since)}`
        : '';
    const says = ` that worked until ${when(before.at)}, when ${before.workload?.name ?? before.image} was pulled${many}`;
    return {
      ...expired(file, 'build', says),
      facts: [
        ...nodeSays(file),
        {
          id: `pull:${before.id}`,
          kind: 'recovery',
          at: before.at,
          text: `${before.image} was pulled in ${before.namespace} at ${when(before.at)}`,
          url: null,
        },
      ],
    };
  },
};

function expired(file: OpenCase, weight: 'direct' | 'build', says: string) {
  const { state, lastPush } = file.history;
  const exists = state === 'present' && lastPush;
  return {
    cause: 'credential_expired' as const,
    weight,
    summary: `${file.snapshot.image.registry} refuses the pull of ${wanted(file)} with a credential${weight === 'direct' ? ' that it knows' : ''}${says}.`,
    push: exists ? asPush(lastPush) : null,
    fixes: [RENEW],
    basis: exists ? [lastPush] : [],
    facts: nodeSays(file),
  };
}

const hasFault = (file: OpenCase) => file.failures.some((failure) => faultOf(file, failure) !== null);

/**
 * The newest pull before the failure that used the same credentials: those of a namespace that fails now. None where
 * they were good for another pull since.
 */
function lastGoodPull(file: OpenCase): EarlierPull | null {
  const placeOf = ({ cluster, namespace }: EarlierPull | ContainerFailure) =>
    JSON.stringify([cluster, namespace]);
  const places = new Set(file.failures.map(placeOf));
  const own = new Set(file.failures.map(({ id }) => id));
  const pulls = file.snapshot.earlierPulls.filter((pull) => !own.has(pull.id) && places.has(placeOf(pull)));
  if (pulls.some((pull) => pull.at > file.at)) return null;
  return (
    [...pulls].sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? 1 : -1))[0] ?? null
  );
}

/** Images of the host that are refused in the same clusters, this one among them. */
function refusedImages(file: OpenCase) {
  const refused = [...file.failures, ...file.snapshot.hostFailures.filter(isRefused)];
  return {
    images: new Set(refused.map((failure) => repositoryIn(failure.image))),
    namespaces: new Set(refused.map(({ cluster, namespace }) => JSON.stringify([cluster, namespace]))),
    since: refused.map(({ firstSeenAt }) => firstSeenAt).sort()[0] ?? file.at,
  };
}

function isRefused(failure: ContainerFailure): boolean {
  const read = classifyPullError(failure);
  return read.class === 'auth' || read.also.includes('auth');
}

function repositoryIn(image: string): string {
  const parsed = parseImageReference(image);
  return parsed.ok ? parsed.reference.repository : image;
}
