/** Answers kept for conditional requests: a page of runs has some hundred KiB, so this is some tens of MiB at most. */
const MOST_KEPT = 200;

interface Kept<Answer> {
  readonly etag: string;
  readonly answer: Answer;
}

/** Answers by address, so that an unchanged one is not sent again and, at GitHub, costs no budget. */
export class EtagMemory<Answer> {
  private readonly kept = new Map<string, Kept<Answer>>();

  get(address: string): Kept<Answer> | undefined {
    const known = this.kept.get(address);
    // What is asked for again is the last to go.
    if (known) this.kept.delete(address);
    if (known) this.kept.set(address, known);
    return known;
  }

  keep(address: string, etag: string | undefined, answer: Answer): void {
    this.kept.delete(address);
    if (etag === undefined) return;
    const [oldest] = this.kept.keys();
    if (this.kept.size >= MOST_KEPT && oldest !== undefined) this.kept.delete(oldest);
    this.kept.set(address, { etag, answer });
  }
}
