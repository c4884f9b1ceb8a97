import { createBackoffReader } from './backoff.js';
import { PULL_ERROR_RULES } from './catalog.js';
import { createBackPressureReader } from './extract/back-pressure.js';
import { createContactReader, NOBODY } from './extract/contacted-host.js';
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
import type { PullError, PullErrorClass } from './types.js';

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

/**
 * Most characters of a text that are read. A note of events.k8s.io/v1 has at most 1,024 bytes
 * (kubernetes pkg/apis/core/validation/events.go, NoteLengthLimit), and what a runtime says is of that
 * size, too; an HTML page some proxy answered has a few thousand. What was asked for stands at the head
 * of a text and what went wrong at its end, so both are kept of a longer one.
 */
const LONGEST_TEXT = 1 << 16;
const TAIL = 1 << 14;

function bounded(message: string): string {
  if (message.length <= LONGEST_TEXT) return message;
  return `${message.slice(0, LONGEST_TEXT - TAIL)} … ${message.slice(-TAIL)}`;
}

/** The text whose hits the scanner holds: a scan makes those of the text before invalid. */
let latest: ScannedText | null = null;

function scan(message: string): ScannedText {
  const hits = scanner.scan(message);
  if (hits === null) return scan(flatText(message));
  const nameless = withoutTags(message, hits, scanner) ?? message;
  latest = {
    text: message,
    nameless,
    hits: nameless === message ? hits : (scanner.scan(nameless) ?? hits),
    scanner,
  };
  return latest;
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

/** What decided, and where in which text. */
export interface Reading {
  readonly scanned: ScannedText;
  readonly decision: Decision;
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
  const httpStatus = httpStatuses[0] ?? null;
  if (match !== null)
    return { rule: match.rule, class: match.rule.class, at: match.at, httpStatus, grpcCode };
  const undecided = read.isBackoff(scanned, reason) ? 'backoff_only' : 'unknown';
  return { rule: null, class: undecided, at: -1, httpStatus, grpcCode };
}

/** Scans and decides: by the registry's own answer, and by those of its mirrors where it gave none. */
export function readText(message: string, reason: string | null): Reading {
  const text = bounded(message);
  const all = scan(text);
  const own = withoutMirrors(all);
  if (own !== null) {
    const scanned = scan(own);
    const decision = decide(scanned, reason);
    if (decision.class !== 'unknown' && decision.rule?.name !== 'registry_blocked')
      return { scanned, decision };
  }
  const scanned = own === null ? all : scan(text);
  return { scanned, decision: decide(scanned, reason) };
}

/** The fields of a pull error that do not come with its class. */
export type PullErrorDetails = Pick<
  PullError,
  | 'image'
  | 'host'
  | 'mirrorOf'
  | 'runtime'
  | 'detail'
  | 'registryCode'
  | 'platform'
  | 'dnsName'
  | 'digest'
  | 'retryAfterSeconds'
  | 'limit'
>;

/** Reads what the text says besides its class; `given` is the image as the pod's spec writes it. */
export function readDetails(reading: Reading, given: string | null): PullErrorDetails {
  const { class: decided, at } = reading.decision;
  const scanned = reading.scanned === latest ? reading.scanned : scan(reading.scanned.text);
  const image = given ?? read.image(scanned);
  const contact = ASKED_NOBODY.has(decided) ? NOBODY : read.contact(scanned, at, image);
  const { retryAfterSeconds, limit } = read.backPressure(scanned);
  return {
    image,
    host: contact.host,
    mirrorOf: contact.mirrorOf,
    runtime: runtimes.first(scanned.hits),
    detail: read.detail(scanned),
    registryCode: codes.first(scanned.hits),
    platform: decided === 'arch_mismatch' ? read.platform(scanned) : null,
    dnsName: decided === 'dns' ? read.dnsName(scanned) : null,
    digest: NAMES_DIGEST.has(decided) ? lastDigestOf(scanned.text) : null,
    retryAfterSeconds,
    limit,
  };
}
