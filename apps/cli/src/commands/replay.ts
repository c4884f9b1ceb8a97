import { type Command, InvalidArgumentError } from 'commander';
import { parseTime } from '#platform';
import { withStore } from '../client/with-store.js';

interface Options {
  readonly from: Date;
  readonly source?: string;
}

/**
 * Adds `replay`: has stored deliveries worked again, e.g. after an upgrade that reads more of them.
 * It puts them back in the database; a running worker's sweep takes them from there.
 */
export function registerReplay(program: Command): void {
  program
    .command('replay')
    .description('work stored deliveries again, e.g. after an upgrade')
    .requiredOption('--from <time>', 'deliveries received since then (RFC 3339)', time)
    .option('--source <id>', 'only those of this source')
    .action(async ({ from, source }: Options) => {
      const count = await withStore((store) => store.deliveries.reopen(from, source ?? null));
      process.stdout.write(`${count} deliveries will be worked again by a running worker.\n`);
    });
}

function time(text: string): Date {
  const parsed = parseTime(text);
  if (parsed) return parsed.instant;
  throw new InvalidArgumentError('A time is written like 2026-03-01T10:00:00Z.');
}
