import { PULL_ERROR_RULES } from './catalog.js';
import { createContactReader } from './extract/contacted-host.js';
import { detailOf } from './extract/detail.js';
import { createGrpcCodeReader } from './extract/grpc-code.js';
import { createHttpStatusReader } from './extract/http-status.js';
import { createRegistryCodeReader } from './extract/registry-code.js';
import { createRequestedImageReader } from './extract/requested-image.js';
import { flatText } from './flat-text.js';
import { createPhraseIndex, isFound, phraseTest } from './phrase-index.js';
import type { PhraseHits } from './phrase-scanner.js';
import { createRuleMatcher } from './rule-matcher.js';
import type { PullError, PullErrorClass, PullErrorInput } from './types.js';

const index = createPhraseIndex();
const rules = createRuleMatcher(PULL_ERROR_RULES, index);
const httpStatuses = createHttpStatusReader(index);
const grpcCodeOf = createGrpcCodeReader(index);
const registryCodeOf = createRegistryCodeReader(index);
const requestedImageOf = createRequestedImageReader(index);
const contactOf = createContactReader(index);

const BACKOFF_PHRASES = [
  'back-off pulling image',
  'errimagepull',
  'imagepullbackoff',
  'image pull failed for unknown error',
  'trying and failing to pull image',
  "image can't be pulled",
].map((phrase) => phraseTest(index, phrase));

const RUNTIMES: readonly (readonly ['containerd' | 'cri-o' | 'docker', readonly string[]])[] = [
  ['docker', ['error response from daemon', 'manifest for … not found', 'failed to register layer']],
  [
    'cri-o',
    ['initializing source', '*docker://*', 'pinging container registry', 'reading manifest', 'writing blob'],
  ],
  [
    'containerd',
    [
      'failed to pull and unpack image',
      'failed to resolve reference',
      'failed to copy',
      'failed to extract layer',
    ],
  ],
];
const runtimes = RUNTIMES.map(([runtime, phrases]) => ({
  runtime,
  tests: phrases.map((phrase) => phraseTest(index, phrase)),
}));

const scanner = index.build();

const BACKOFF_REASONS = new Set(['ErrImagePull', 'ImagePullBackOff', 'BackOff']);

interface Decision {
  readonly class: PullErrorClass;
  readonly also: readonly PullErrorClass[];
  readonly certainty: 'exact' | 'generic';
  readonly rule: string | null;
  readonly certificate: string | null;
}

function decideWithoutRule(hits: PhraseHits, reason: string | null, detail: string): Decision {
  const known = BACKOFF_PHRASES.some((test) => isFound(test, hits));
  const empty =
    !/[a-z]{2}/i.test(detail) ||
    detail.startsWith('image pull failed for unknown error') ||
    (known && detail.includes('waiting to start'));
  const backoff = empty && (known || (reason !== null && BACKOFF_REASONS.has(reason)));
  return backoff
    ? { class: 'backoff_only', also: [], certainty: 'exact', rule: 'backoff_only', certificate: null }
    : { class: 'unknown', also: [], certainty: 'generic', rule: null, certificate: null };
}

/**
 * Reads a pull error: which mechanism it is, and what the text says about the image, the host that
 * answered and why. Never throws; a text it does not know is `unknown`.
 */
export function classifyPullError(input: PullErrorInput): PullError {
  const text = flatText(input.message);
  const hits = scanner.scan(text);
  const reason = input.reason ?? null;
  const statuses = httpStatuses(text, hits, scanner);
  const grpcCode = grpcCodeOf(text, hits, scanner);
  const rule = rules.match(hits, { httpStatuses: statuses, grpcCode, reason });
  const detail = detailOf(text);
  const decision: Decision =
    rule === null
      ? decideWithoutRule(hits, reason, detail)
      : {
          class: rule.class,
          also: rule.also ?? [],
          certainty: rule.certainty ?? 'exact',
          rule: rule.name,
          certificate: rule.certificate ?? null,
        };
  const image = input.image ?? requestedImageOf(text, hits, scanner);
  return {
    class: decision.class,
    also: decision.also,
    certainty: decision.certainty,
    rule: decision.rule,
    image,
    host: contactOf(text, hits, scanner, image).host,
    runtime: runtimes.find(({ tests }) => tests.some((test) => isFound(test, hits)))?.runtime ?? null,
    detail,
    httpStatus: statuses[0] ?? null,
    registryCode: registryCodeOf(hits),
    grpcCode,
    platform: null,
    dnsName: null,
    digest: null,
    certificateProblem: decision.certificate,
    retryAfterSeconds: null,
    wrongArchitecturePulled: decision.rule === 'exec_format_error',
  };
}
