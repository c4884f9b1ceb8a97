import { Command, CommanderError } from 'commander';
import { AgentFailure, contextNamespace } from '#app/agent';
import { CommandFailure } from '../failure.js';
import { answer } from './answer.js';
import { wantedWorkload } from './wanted-workload.js';

interface Options {
  readonly namespace?: string;
  readonly context?: string;
}

/**
 * Runs `kubectl pulltrace [pod|deploy NAME]` and answers the exit code: 0 answered, 1 it cannot be
 * answered, 2 usage.
 *
 * @param args as kubectl hands them to a plug-in
 */
export async function runPlugin(
  args: readonly string[],
  print: (text: string) => void,
  complain: (text: string) => void,
): Promise<number> {
  const program = new Command('kubectl pulltrace')
    .description('Says why images cannot be pulled, and which commit and build are behind them.')
    .argument('[kind]', 'pod, deploy, sts, ds, job …, or KIND/NAME')
    .argument('[name]', 'its name; everything in the namespace when there is none')
    .option('-n, --namespace <name>', 'namespace to look at; the one of the context if not given')
    .option('--context <name>', 'context of the kubeconfig; the current one if not given')
    .exitOverride()
    .action(async (kind: string | undefined, name: string | undefined, options: Options) => {
      const namespace = options.namespace ?? contextNamespace(options.context);
      const words = [kind, name].flatMap((word) => word ?? []);
      print(await answer({ wanted: wantedWorkload(words), namespace, context: options.context }, complain));
    });
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof CommandFailure || error instanceof AgentFailure)) throw error;
    complain(`${error.message}\n`);
    return 1;
  }
}
