import { type AgentSettings, lookOnce, readSettings, type Service, startAgent } from '#app/agent';
import { createLogger, environmentVariable, LOG_LEVELS, untilSignal } from '#platform';
import { CommandFailure } from '../failure.js';

export interface AgentCommand {
  readonly cluster?: string;
  readonly context: readonly string[];
  readonly once: boolean;
}

/**
 * Runs the agent until a signal, or looks once.
 *
 * @throws AgentFailure, CommandFailure for a person
 */
export async function runAgentCommand({ cluster, context, once }: AgentCommand): Promise<void> {
  const settings = checkedSettings();
  const names = cluster ?? environmentVariable('PULLTRACE_CLUSTER') ?? '';
  const clusters = names.split(',').flatMap((name) => name.trim() || []);
  const options = { clusters, contexts: context };
  if (once) {
    for (const report of await lookOnce(options, settings)) {
      process.stdout.write(`${JSON.stringify(report)}\n`);
    }
    return;
  }
  const log = createLogger({ level: logLevel(), format: process.stderr.isTTY ? 'pretty' : 'json' });
  const ended = untilSignal(() => process.exit(130));
  const agent = await startAgent({ options, settings, service: service(), log });
  await ended;
  await agent.stop();
}

function checkedSettings(): AgentSettings {
  const read = readSettings();
  if (read.ok) return read.settings;
  throw new CommandFailure(
    ['The environment has mistakes:', ...read.mistakes.map((line) => `  ${line}`)].join('\n'),
  );
}

function service(): Service {
  const url = environmentVariable('PULLTRACE_URL');
  const token = environmentVariable('PULLTRACE_TOKEN');
  if (url === undefined || token === undefined) {
    throw new CommandFailure(
      'Set PULLTRACE_URL and PULLTRACE_TOKEN (scope ingest) to where reports go, or use --once.',
    );
  }
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw new CommandFailure(`PULLTRACE_URL is no address: ${url}`);
  return { url, token };
}

function logLevel() {
  const wanted = environmentVariable('PULLTRACE_LOG_LEVEL');
  return LOG_LEVELS.find((level) => level === wanted) ?? 'info';
}
