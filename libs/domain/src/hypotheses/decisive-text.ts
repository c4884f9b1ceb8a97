import type { ContainerFailure } from '../evidence/snapshot.js';
import { classifyPullError, mechanismOf, type PullErrorClass } from '../pull-error/index.js';
import type { Cause } from '../verdict.js';
import type { Finding, Hypothesis, OpenCase } from './hypothesis.js';
import { isCoerced } from './number-coerced.js';
import { nodeSays, wanted, when } from './say.js';

/** Classes whose text alone tells the mechanism: no build and no commit has anything to do with it. */
interface DecisiveText {
  readonly class: PullErrorClass;
  readonly cause: Cause;
  readonly says: (file: OpenCase) => string;
}

const hostOf = (file: OpenCase) => file.snapshot.error?.host ?? file.snapshot.image.registry;

const DECISIVE: readonly DecisiveText[] = [
  {
    class: 'rate_limit',
    cause: 'rate_limited',
    says: (file) =>
      `${hostOf(file)} limits how often it may be pulled from, and the limit is reached${reach(file)}`,
  },
  {
    class: 'node_throttle',
    cause: 'node_pull_throttled',
    says: (file) =>
      `The kubelet itself held back the pull of ${wanted(file)}: its own limit of pulls per second is reached${reach(file)}`,
  },
  {
    class: 'dns',
    cause: 'dns_failure',
    says: (file) =>
      `The name ${file.snapshot.error?.dnsName ?? hostOf(file)} cannot be resolved${reach(file)}`,
  },
  {
    class: 'network',
    cause: 'network_unreachable',
    says: (file) => `${hostOf(file)} cannot be reached${reach(file)}`,
  },
  {
    class: 'tls',
    cause: 'tls_untrusted',
    says: (file) => `The TLS connection to ${hostOf(file)} is not trusted${certificate(file)}${reach(file)}`,
  },
  {
    class: 'registry_error',
    cause: 'registry_unavailable',
    says: (file) =>
      `${hostOf(file)} answers with an error${file.snapshot.error?.httpStatus ? ` (HTTP ${file.snapshot.error.httpStatus})` : ''}${reach(file)}`,
  },
  {
    class: 'pull_policy',
    cause: 'pull_policy_never',
    says: (file) => `${wanted(file)} is not on the node, and the pull policy Never forbids to pull it`,
  },
  {
    class: 'invalid_reference',
    cause: 'invalid_reference',
    says: (file) => `${file.failures[0]?.image ?? wanted(file)} is not a valid image reference`,
  },
  {
    class: 'corrupt_content',
    cause: 'content_mismatch',
    says: (file) => `The content received for ${wanted(file)} is not what its digest says`,
  },
  {
    class: 'node_storage',
    cause: 'node_storage_full',
    says: (file) => `The node has no room for ${wanted(file)}${reach(file)}`,
  },
  {
    class: 'signature_policy',
    cause: 'signature_rejected',
    says: (file) => `The node’s signature policy rejects ${wanted(file)}`,
  },
  {
    class: 'cancelled',
    cause: 'pull_cancelled',
    says: (file) => `The pull of ${wanted(file)} was cancelled before it ended`,
  },
];

const CERTIFICATE_WORDS: { readonly [problem: string]: string } = {
  unknown_authority: 'its certificate is signed by an authority the node does not know',
  expired: 'its certificate has expired',
  not_yet_valid: 'its certificate is not valid yet',
  name_mismatch: 'its certificate is for another name',
  plain_http: 'it speaks plain HTTP where HTTPS is expected',
};

function certificate(file: OpenCase): string {
  const words = CERTIFICATE_WORDS[file.snapshot.error?.certificateProblem ?? ''];
  return words ? `: ${words}` : '';
}

/** `; seen on 2 nodes, for 3 images, since …`: one node is the node's trouble, all nodes are the registry's. */
function reach(file: OpenCase): string {
  const all = [...file.failures, ...file.snapshot.hostFailures.filter((other) => failsAlike(file, other))];
  const nodes = new Set(all.flatMap((failure) => (failure.node ? [failure.node] : [])));
  const images = new Set(all.map((failure) => failure.image));
  if (nodes.size === 0) return '';
  const [only] = nodes;
  const where = nodes.size === 1 ? `node ${only} only` : `${nodes.size} nodes`;
  const since = all.map(({ firstSeenAt }) => firstSeenAt).sort()[0];
  return `; seen on ${where}, for ${images.size === 1 ? '1 image' : `${images.size} images`}${since ? `, since ${when(since)}` : ''}`;
}

/** Proven by an exact wording of this very class; a text that only may mean it is a possibility. */
function capOf(text: DecisiveText, file: OpenCase): Pick<Finding, 'cap'> {
  const { error } = file.snapshot;
  // A number in the tag's place says more than that it is no reference.
  const isExplained = text.class === 'invalid_reference' && isCoerced(file);
  if (error?.class !== text.class || isExplained) return { cap: 'possible' };
  return error.certainty === 'exact' ? {} : { cap: 'likely' };
}

/** Another image of the host may fail for a reason of its own. */
const failsAlike = (file: OpenCase, other: ContainerFailure) =>
  classifyPullError(other).class === file.snapshot.error?.class;

function examine(text: DecisiveText, file: OpenCase): Finding {
  const isTypo = text.class === 'dns' && !isKnownHost(file);
  return {
    cause: text.cause,
    // A name that was never seen may be a typing error: a repository that is spelled almost alike tells more.
    weight: isTypo ? 'probe' : 'direct',
    ...capOf(text, file),
    summary: `${text.says(file)}.${isTypo ? ' No push to and no pull from this host was ever seen, so the name may be misspelled.' : ''}`,
    fixes: mechanismOf(text.class).fixes,
    basis: [],
    facts: nodeSays(file),
    lookedFor: isTypo
      ? [{ what: `a push to ${file.snapshot.image.registry}`, found: false, where: 'registry events' }]
      : [],
  };
}

const isKnownHost = (file: OpenCase) => file.pushes.length > 0 || file.snapshot.hostKnown;

/** One hypothesis a class: the text is decisive, the fix is that of its mechanism. */
export const decisiveTexts: readonly Hypothesis[] = DECISIVE.map((text) => ({
  name: `text-${text.cause.replaceAll('_', '-')}`,
  causes: [text.cause],
  classes: [text.class],
  needs: 'the node’s text',
  examine: (file) => examine(text, file),
}));
