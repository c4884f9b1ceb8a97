import { ProblemError } from '../problem/problem-error.js';

/**
 * Bytes of bodies that a process holds while they arrive. Ten of the largest deliveries (25 MiB) fit,
 * or thousands of ordinary ones; a client that nobody has verified yet cannot take more.
 */
const MOST_HELD = 256 * 1024 * 1024;

/** Counts the bytes of all bodies that are being read, and refuses more than fit. */
export class BodyBudget {
  private held = 0;

  constructor(private readonly most: number = MOST_HELD) {}

  /** @throws ProblemError 503 when these bytes do not fit any more */
  take(bytes: number): void {
    this.held += bytes;
    if (this.held <= this.most) return;
    throw new ProblemError(503, 'overloaded', 'too many large bodies are on their way; try again later', {
      headers: { 'retry-after': '1' },
    });
  }

  give(bytes: number): void {
    this.held -= bytes;
  }
}
