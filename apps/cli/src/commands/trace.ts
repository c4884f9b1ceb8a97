import type { Command } from 'commander';
import type { Trace } from '#contract';
import { askServer } from '../client/ask-server.js';
import { findServer } from '../client/server-address.js';
import { traceText } from '../render/trace-text.js';

interface Options {
  readonly cluster?: string;
  readonly namespace?: string;
  readonly json: boolean;
}

/** Adds `trace`: the verdict for an image reference, from a running server. */
export function registerTrace(program: Command): void {
  program
    .command('trace')
    .argument('<image>', 'image reference, as a manifest writes it')
    .description('say whether an image would pull, who made it, and what is wrong')
    .option('--cluster <name>', 'look at the incidents of this cluster only')
    .option('--namespace <name>', 'look at the incidents of this namespace only')
    .option('--json', 'print the answer as the API gives it', false)
    .action(async (image: string, { cluster, namespace, json }: Options) => {
      const answer = await askServer(findServer(), {
        path: '/v1/trace',
        query: { image, cluster, namespace },
      });
      process.stdout.write(json ? `${answer}\n` : traceText(JSON.parse(answer) as Trace));
    });
}
