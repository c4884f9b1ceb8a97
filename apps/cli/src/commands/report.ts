import { type Command, Option } from 'commander';
import { askServer } from '../client/ask-server.js';
import { findServer } from '../client/server-address.js';

const TYPES = { markdown: 'text/markdown', json: 'application/json' } as const;

/** Adds `report`: the failure report of a commit, from a running server. */
export function registerReport(program: Command): void {
  program
    .command('report')
    .argument('<sha>', 'commit id, or at least its first seven digits')
    .description('print what a commit built, pushed and broke')
    .addOption(
      new Option('--format <format>', 'how to print it').choices(Object.keys(TYPES)).default('markdown'),
    )
    .action(async (sha: string, { format }: { readonly format: keyof typeof TYPES }) => {
      const path = `/v1/commits/${encodeURIComponent(sha)}/report`;
      const answer = await askServer(findServer(), { path, accept: TYPES[format] });
      process.stdout.write(answer.endsWith('\n') ? answer : `${answer}\n`);
    });
}
