import { classifyPullError } from '#domain';
import type { WantedImage } from '../objects/containers.js';

/** One container that cannot get its image, as far as it is known. */
export interface FailingImage {
  readonly image: WantedImage;
  readonly reason: string;
  /** The latest text with a cause in it, or the latest text while none had one. */
  readonly message: string;
  /** When that text was said. */
  readonly saidAt: string;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  readonly count: number | null;
  /** What was reported last: a report with the same meaning would tell nothing new. */
  readonly reported: { readonly meaning: string; readonly at: string } | null;
}

/** A further word on a failing image, from the pod's status or an Event. */
export interface Word {
  readonly reason?: string;
  readonly message: string;
  /** When it was said; now where it is absent. */
  readonly saidAt?: string | null;
  readonly firstSeenAt?: string | null;
  readonly count?: number | null;
}

/** Longest text kept of an error, in UTF-16 units; wrapped errors of runtimes have a few thousand. */
const MAX_MESSAGE = 8_192;

/** A container that is first seen failing. */
export function firstFailure(image: WantedImage, word: Word, now: string): FailingImage {
  const blank: FailingImage = {
    image,
    reason: word.reason ?? 'ErrImagePull',
    message: '',
    saidAt: now,
    firstSeenAt: now,
    lastSeenAt: now,
    count: null,
    reported: null,
  };
  return heard(blank, word, now);
}

/**
 * Adds a word to what is known. Before Kubernetes 1.32 the status of a container in back-off has lost
 * the cause (kubernetes/kubernetes#127918), so a text without one never replaces a text with one. Events
 * are kept for an hour, so neither does an older text replace a newer one.
 */
export function heard(known: FailingImage, word: Word, now: string): FailingImage {
  const saidAt = word.saidAt ?? now;
  const keeps =
    word.message === '' || (isTelling(known, known) && (!isTelling(known, word) || saidAt < known.saidAt));
  return {
    ...known,
    reason: word.reason ?? known.reason,
    ...(keeps ? {} : { message: word.message.slice(0, MAX_MESSAGE), saidAt }),
    firstSeenAt: earlier(known.firstSeenAt, word.firstSeenAt),
    lastSeenAt: now,
    count: Math.max(known.count ?? 0, word.count ?? 0) || null,
  };
}

const earlier = (a: string, b: string | null | undefined) => (b && b < a ? b : a);

function isTelling({ image }: FailingImage, { reason, message }: Word): boolean {
  return message !== '' && readError(image, reason, message).class !== 'backoff_only';
}

const readError = ({ image }: WantedImage, reason: string | undefined, message: string) =>
  classifyPullError({ reason: reason ?? null, message, image });

/**
 * What the failure means, so that texts which differ in a port, a time or a request id are one. The
 * flip between `ErrImagePull` and `ImagePullBackOff` changes nothing.
 */
export function meaningOf({ image, reason, message }: FailingImage): string {
  const { class: mechanism, host, registryCode, platform } = readError(image, reason, message);
  return JSON.stringify([mechanism, host, registryCode, platform]);
}
