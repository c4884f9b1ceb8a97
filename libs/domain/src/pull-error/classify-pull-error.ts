import { createBackoffReader } from './backoff.js';
import { PULL_ERROR_RULES } from './catalog.js';
import { createBackPressureReader } from './extract/back-pressure.js';
import { createContactReader } from './extract/contacted-host.js';
import { createDetailReader } from './extract/detail.js';
import { lastDigestOf } from './extract/digest.js';
import { createDnsNameReader } from './extract/dns-name.js';
import { createGrpcCodeReader } from './extract/grpc-code.js';
import { createHttpStatusReader } from './extract/http-status.js';
import { createPlatformReader } from './extract/platform.js';
import { registryCodes } from './extract/registry-code.js';
import { createRequestedImageReader } from './extract/requested-image.js';
import { runtimeWords } from './extract/runtime.js';
import { flatText } from './flat-text.js';
import { createTagBlanker } from './nameless.js';
import { createPhraseIndex, type ScannedText } from './phrase-index.js';
import type { PullErrorRule } from './rule.js';
import { createRuleMatcher } from './rule-matcher.js';
import { PULL_CONTEXT, PULL_REASONS } from './rules/pull-words.js';
import type { PullError, PullErrorClass, PullErrorInput } from './types.js';

const index = createPhraseIndex();
const rules = createRuleMatcher(PULL_ERROR_RULES, { words: PULL_CONTEXT, reasons: PULL_REASONS }, index);
const read = {
  httpStatuses: createHttpStatusReader(index),
  grpcCode: createGrpcCodeReader(index),
  image: createRequestedImageReader(index),
  contact: createContactReader(index),
  detail: createDetailReader(index),
  platform: createPlatformReader(index),
  dnsName: createDnsNameReader(index),
  backPressure: createBackPressureReader(index),
  isBackoff: createBackoffReader(index),
};
const codes = registryCodes(index);
const runtimes = runtimeWords(index);
const withoutTags = createTagBlanker(index);
const mirrorsFailed = index.id('(mirrors also failed: [');
const scanner = index.build();

const NO_CLASSES: readonly PullErrorClass[] = [];
/** Classes whose text names a digest because that content is missing or wrong. */
const NAMES_DIGEST = new Set<PullErrorClass>([
  'not_found',
  'child_missing',
  'corrupt_content',
  'node_storage',
]);
/** Classes in which no host was asked. */
const ASKED_NOBODY = new Set<PullErrorClass>([
  'invalid_reference',
  'pull_policy',
  'node_throttle',
  'backoff_only',
  'not_pull',
]);

function scan(message: string): ScannedText {
  const hits = scanner.scan(message);
  if (hits === null) return scan(flatText(message));
  const nameless = withoutTags(message, hits, scanner);
  if (nameless === null) return { text: message, nameless: message, hits, scanner };
  return { text: message, nameless, hits: scanner.scan(nameless) ?? hits, scanner };
}

/**
 * containers/image reports what mirrors answered inside `(Mirrors also failed: [ … ]): ` and then
 * the registry's own answer, which decides.
 */
function withoutMirrors({ text, hits }: ScannedText): string | null {
  const start = hits.first(mirrorsFailed);
  const end = start < 0 ? -1 : text.lastIndexOf(']): ');
  return end > start ? text.slice(0, start) + text.slice(end + 4) : null;
}

interface Decision {
  readonly rule: PullErrorRule | null;
  readonly class: PullErrorClass;
  readonly at: number;
  readonly httpStatus: number | null;
  readonly grpcCode: string | null;
}

function decide(scanned: ScannedText, reason: string | null): Decision {
  const httpStatuses = read.httpStatuses(scanned);
  const grpcCode = read.grpcCode(scanned);
  const match = rules.match(scanned.hits, { httpStatuses, grpcCode, reason });
  const undecided = () => (read.isBackoff(scanned, reason) ? 'backoff_only' : 'unknown');
  return {
    rule: match?.rule ?? null,
    class: match?.rule.class ?? undecided(),
    at: match?.at ?? -1,
    httpStatus: httpStatuses[0] ?? null,
    grpcCode,
  };
}

/** Scans and decides: by the registry's own answer, and by those of its mirrors where it gave none. */
function readText(message: string, reason: string | null): { scanned: ScannedText; decision: Decision } {
  const all = scan(message);
  const own = withoutMirrors(all);
  if (own !== null) {
    const scanned = scan(own);
    const decision = decide(scanned, reason);
    if (decision.class !== 'unknown' && decision.rule?.name !== 'registry_blocked')
      return { scanned, decision };
  }
  const scanned = own === null ? all : scan(message);
  return { scanned, decision: decide(scanned, reason) };
}

/**
 * Reads a pull error: which mechanism it is, and what the text says about the image, the host that
 * answered and why. Never throws; a text it does not know is `unknown`, never a guess.
 */
export function classifyPullError(input: PullErrorInput): PullError {
  const { scanned, decision } = readText(input.message, input.reason ?? null);
  const { rule, class: decided, at, httpStatus, grpcCode } = decision;
  const image = input.image ?? read.image(scanned);
  const contact = ASKED_NOBODY.has(decided)
    ? { host: null, mirrorOf: null }
    : read.contact(scanned, at, image);
  const { retryAfterSeconds, limit } = read.backPressure(scanned);
  return {
    class: decided,
    also: rule?.also ?? NO_CLASSES,
    certainty: rule?.certainty ?? (decided === 'unknown' ? 'generic' : 'exact'),
    rule: rule?.name ?? (decided === 'backoff_only' ? 'backoff_only' : null),
    image,
    host: contact.host,
    mirrorOf: contact.mirrorOf,
    runtime: runtimes.first(scanned.hits),
    detail: read.detail(scanned),
    httpStatus,
    registryCode: codes.first(scanned.hits),
    grpcCode,
    platform: decided === 'arch_mismatch' ? read.platform(scanned) : null,
    dnsName: decided === 'dns' ? read.dnsName(scanned) : null,
    digest: NAMES_DIGEST.has(decided) ? lastDigestOf(scanned.text) : null,
    certificateProblem: rule?.certificate ?? null,
    retryAfterSeconds,
    limit,
    wrongArchitecturePulled: rule?.name === 'exec_format_error',
  };
}
