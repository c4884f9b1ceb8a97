import { Command, CommanderError } from 'commander';
import { COMMANDS } from './commands/catalog.js';
import { CommandFailure } from './failure.js';

/** What the person typed is no command or has wrong options. */
const USAGE = 2;

/** What was asked for is bad or cannot be had. */
const FAILED = 1;

/**
 * Runs a command line and answers the exit code: 0 answered, 1 what was asked for is bad, 2 usage. A
 * command may set `process.exitCode` itself.
 *
 * @param args without the program's own name
 */
export async function run(args: readonly string[], complain: (text: string) => void): Promise<number> {
  try {
    if (VERSION.has(args[0] ?? '')) return await printVersion();
    const program = await programFor(args);
    await program.parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
    if (!(error instanceof CommandFailure)) throw error;
    complain(`${error.message}\n`);
    return FAILED;
  }
}

const VERSION = new Set(['-V', '--version']);

/** Not commander's own option: it wants the version at each start, and what knows it takes time to load. */
async function printVersion(): Promise<number> {
  const { packageVersion } = await import('#platform');
  process.stdout.write(`${packageVersion()}\n`);
  return 0;
}

/** The program with the one command that is called, or with all of them for the help text. */
async function programFor(args: readonly string[]): Promise<Command> {
  const program = new Command('pulltrace')
    .description('Traces a failed Kubernetes image pull to the commit and the build behind the tag.')
    .option('-V, --version', 'print the version')
    .showHelpAfterError('Run it with --help to see how it is used.')
    .exitOverride()
    .configureHelp({ sortSubcommands: false });
  const called = COMMANDS.filter(({ names }) => names.includes(args[0] ?? ''));
  for (const entry of called.length > 0 ? called : COMMANDS) (await entry.load())(program);
  for (const command of program.commands) overrideExit(command);
  return program;
}

/** Settings of a program are not those of commands that register themselves later. */
function overrideExit(command: Command): void {
  command.copyInheritedSettings(command.parent ?? command);
  for (const inner of command.commands) overrideExit(inner);
}
