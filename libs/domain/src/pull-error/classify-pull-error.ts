import { type PullErrorDetails, type Reading, readDetails, readText } from './read-text.js';
import type { PullError, PullErrorClass, PullErrorInput } from './types.js';

const NO_CLASSES: readonly PullErrorClass[] = [];

/**
 * A pull error as its text was read. Most callers ask for the class alone; the rest is read from the
 * text when somebody asks for it, once and all together.
 */
class ReadPullError implements PullError {
  readonly class: PullErrorClass;
  readonly also: readonly PullErrorClass[];
  readonly certainty: 'exact' | 'generic';
  readonly rule: string | null;
  readonly httpStatus: number | null;
  readonly grpcCode: string | null;
  readonly certificateProblem: string | null;
  readonly wrongArchitecturePulled: boolean;
  readonly #reading: Reading;
  readonly #image: string | null;
  #details: PullErrorDetails | null = null;

  constructor(reading: Reading, image: string | null) {
    const { rule, class: decided, httpStatus, grpcCode } = reading.decision;
    this.class = decided;
    this.also = rule?.also ?? NO_CLASSES;
    this.certainty = rule?.certainty ?? (decided === 'unknown' ? 'generic' : 'exact');
    this.rule = rule?.name ?? (decided === 'backoff_only' ? 'backoff_only' : null);
    this.httpStatus = httpStatus;
    this.grpcCode = grpcCode;
    this.certificateProblem = rule?.certificate ?? null;
    this.wrongArchitecturePulled = rule?.name === 'exec_format_error';
    this.#reading = reading;
    this.#image = image;
  }

  get image(): string | null {
    return this.#read().image;
  }

  get host(): string | null {
    return this.#read().host;
  }

  get mirrorOf(): string | null {
    return this.#read().mirrorOf;
  }

  get runtime(): PullError['runtime'] {
    return this.#read().runtime;
  }

  get detail(): string {
    return this.#read().detail;
  }

  get registryCode(): string | null {
    return this.#read().registryCode;
  }

  get platform(): string | null {
    return this.#read().platform;
  }

  get dnsName(): string | null {
    return this.#read().dnsName;
  }

  get digest(): string | null {
    return this.#read().digest;
  }

  get retryAfterSeconds(): number | null {
    return this.#read().retryAfterSeconds;
  }

  get limit(): string | null {
    return this.#read().limit;
  }

  /** Every field, as a plain object: what `JSON.stringify` writes. */
  toJSON(): PullError {
    return { ...this, ...this.#read() };
  }

  #read(): PullErrorDetails {
    this.#details ??= readDetails(this.#reading, this.#image);
    return this.#details;
  }
}

/**
 * Reads a pull error: which mechanism it is, and what the text says about the image, the host that
 * answered and why. Never throws; a text it does not know is `unknown`, never a guess.
 */
export function classifyPullError(input: PullErrorInput): PullError {
  return new ReadPullError(readText(input.message, input.reason ?? null), input.image ?? null);
}
