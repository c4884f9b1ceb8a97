import type { Command } from 'commander';
import { CommandFailure } from '../failure.js';
import { readPort } from './read-port.js';

interface Options {
  readonly once: boolean;
  readonly host: string;
  readonly port: number;
}

/** Adds `demo`: replays a bundled story through the HTTP endpoints and prints each verdict. */
export function registerDemo(program: Command): void {
  program
    .command('demo')
    .description('replay a story of real payloads to the service and print each verdict')
    .option('--once', 'end after the verdicts; exit 1 when one is not as the story tells it', false)
    .option('--port <number>', 'port to listen on when a service has to be started', readPort, 3000)
    .option('--host <address>', 'address to listen on when a service has to be started', '127.0.0.1')
    .action(async (options: Options) => {
      const [{ runDemo }, { StartFailure }] = await Promise.all([
        import('../demo/run-demo.js'),
        import('#app/standalone'),
      ]);
      try {
        process.exitCode = await runDemo(options, (text) => process.stdout.write(text));
      } catch (error) {
        throw error instanceof StartFailure ? new CommandFailure(error.message) : error;
      }
    });
}
