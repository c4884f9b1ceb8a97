import { setFlagsFromString } from 'node:v8';
import type { Command } from 'commander';
import { CommandFailure } from '../failure.js';

interface Options {
  readonly cluster?: string;
  readonly context: readonly string[];
  readonly once: boolean;
}

/** Adds `agent`: watches clusters and reports failed image pulls. */
export function registerAgent(program: Command): void {
  program
    .command('agent')
    .description('watch clusters, read-only, and report images that cannot be pulled to PULLTRACE_URL')
    .option('--cluster <name>', 'name of the cluster, or names by commas in the order of the contexts')
    .option('--context <name...>', 'contexts of the kubeconfig; the current one if not given', [])
    .option('--once', 'print what fails now, one JSON line each, and end', false)
    .action(async (options: Options) => {
      // A fifth less memory: most of it is code that is loaded and hardly ever runs. It has to be said before that.
      setFlagsFromString('--optimize-for-size');
      const [{ AgentFailure }, run] = await Promise.all([import('#app/agent'), import('../agent/run.js')]);
      try {
        await run.runAgentCommand(options);
      } catch (error) {
        throw error instanceof AgentFailure ? new CommandFailure(error.message) : error;
      }
    });
}
