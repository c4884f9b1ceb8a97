import path from 'node:path';
import {
  type Attached,
  attachStandalone,
  readEnvironment,
  readLogSettings,
  startStandalone,
} from '#app/standalone';
import { createLogger, untilSignal } from '#platform';
import { traceText } from '../render/trace-text.js';
import { type ChapterResult, type DemoTarget, replayChapter } from './replay.js';
import { storyAt } from './story.js';

export interface DemoOptions {
  readonly once: boolean;
  readonly host: string;
  readonly port: number;
}

type Answer = (text: string) => void;

/** A service to replay the story to, and how to let go of it. */
interface Stage extends Attached {
  stop(): Promise<boolean>;
}

/**
 * Replays the story to the service that runs on the data directory, or to one started for it on a
 * data directory of its own, and prints each verdict. Answers the exit code: 1 when a verdict is not
 * as the story tells it.
 */
export async function runDemo(options: DemoOptions, answer: Answer): Promise<number> {
  const stopping = untilSignal(() => process.exit(1));
  const stage = await openStage(options);
  try {
    const told = await tellStory(targetOf(stage), answer);
    answer(closing(stage, options.once, told));
    if (!options.once) await stopping;
    return told.every(({ asTold }) => asTold) ? 0 : 1;
  } finally {
    await stage.stop();
  }
}

async function openStage({ host, port }: DemoOptions): Promise<Stage> {
  const environment = readEnvironment();
  const running = await attachStandalone(environment);
  if (running) return { ...running, stop: async () => true };
  const log = createLogger({ ...readLogSettings(false), level: 'warn' });
  const dataDir = path.join(environment.dataDir, 'demo');
  const settings = { ...environment, dataDir, configFile: undefined, host, port, only: 'all' as const };
  const service = await startStandalone({ ...settings, fresh: environment.databaseUrl === undefined }, log);
  if (service.url === null) throw new Error('a service that holds all parts listens');
  return { ...service, url: service.url };
}

async function tellStory(target: DemoTarget, answer: Answer): Promise<readonly ChapterResult[]> {
  const now = Date.now();
  const told: ChapterResult[] = [];
  for (const chapter of storyAt((minutesAgo) => new Date(now - minutesAgo * 60_000).toISOString())) {
    const result = await replayChapter(target, chapter);
    told.push(result);
    answer(`\n${told.length}. ${chapter.title}\n\n${traceText(result.trace)}\n`);
    if (!result.asTold)
      answer(`   NOT AS TOLD: the story expects ${chapter.expected.cause} (${chapter.expected.level}).\n`);
  }
  return told;
}

/** The story needs a GitHub source and a Distribution source; a configuration made by hand may have none. */
function targetOf({ url, tokens, configuration }: Stage): DemoTarget {
  const { sources } = configuration.configuration;
  const credential = (provider: string) => {
    const source = sources.find(
      (candidate) => candidate.provider === provider && candidate.secrets.length > 0,
    );
    if (!source)
      throw new Error(`the story needs a source with the provider ${provider}; the configuration has none`);
    return { source: source.id, secret: source.secrets[0] ?? '' };
  };
  const registry = credential('distribution');
  return {
    url,
    github: credential('github'),
    distribution: { source: registry.source, authorization: registry.secret },
    ingestToken: tokens.ingest,
    readToken: tokens.read,
  };
}

function closing({ url, tokens }: Stage, once: boolean, told: readonly ChapterResult[]): string {
  const right = told.filter(({ asTold }) => asTold).length;
  return [
    '',
    `${right} of ${told.length} verdicts are as the story tells them.`,
    `Page  ${url}/#token=${tokens.read}`,
    `API   ${url}/docs`,
    ...(once ? [] : ['Ctrl-C ends it.']),
    '',
  ].join('\n');
}
