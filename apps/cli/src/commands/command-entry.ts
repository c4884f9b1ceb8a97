import type { Command } from 'commander';

/** A command of the program: the names that select it, and how to load what registers it. */
export interface CommandEntry {
  readonly names: readonly string[];
  readonly load: () => Promise<(program: Command) => void>;
}
