/** What was asked elsewhere and when, for all processes together. Keys are sentences like `manifest ghcr.io/acme/api:1`. */
export interface FetchMemory {
  /**
   * Takes the turn to ask something, and closes it until then for everybody. Answers what was noted the
   * last time (empty at first), or `null` while it is closed. A process that ends in between leaves the
   * note as it was, and the next turn begins there.
   */
  take(key: string, turn: { readonly now: Date; readonly until: Date }): Promise<string | null>;
  /** Keeps a note with a turn that was taken, and closes it until then. */
  note(key: string, note: string, until: Date): Promise<void>;
  /** Forgets what has been open since before that time; answers how much that was. */
  forget(before: Date): Promise<number>;
}
