import { type Command, Option } from 'commander';
import { readPort } from './read-port.js';

interface Options {
  readonly host: string;
  readonly port: number;
  readonly fresh: boolean;
  readonly only: 'all' | 'api' | 'worker';
}

/** Adds `up`: starts the service in one process, or one part of it. */
export function registerUp(program: Command): void {
  program
    .command('up')
    .description('start API, worker and page in one process, on an embedded PostgreSQL or on DATABASE_URL')
    .option('--port <number>', 'port to listen on; 0 takes a free one', readPort, 3000)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--fresh', 'begin with an empty data directory', false)
    .addOption(
      new Option('--only <part>', 'run one part of the service, to run many processes on one database')
        .choices(['all', 'api', 'worker'])
        .default('all'),
    )
    .action(async (options: Options) => {
      const { up } = await import('#app/standalone');
      process.exitCode = await up(options, {
        answer: (text) => process.stdout.write(text),
        complain: (text) => process.stderr.write(text),
        terminal: process.stderr.isTTY,
      });
    });
}
