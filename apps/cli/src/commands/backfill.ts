import { type Command, InvalidArgumentError } from 'commander';
import { Duration } from '#contract';
import { parseImageRepository, repositoryPathOf } from '#domain';
import { backfill } from '#pipeline';
import { createIdSource, systemClock } from '#platform';
import type { Store } from '#store';
import { withStore } from '../client/with-store.js';
import { CommandFailure } from '../failure.js';

interface Options {
  readonly repository: string;
  readonly since: number;
  readonly image: readonly string[];
}

/** Adds `backfill`: fetches history, so that the first verdict does not wait for weeks of webhooks. */
export function registerBackfill(program: Command): void {
  program
    .command('backfill')
    .description('fetch the history of a source repository and its images from forge and registry')
    .requiredOption('--repository <owner/name>', 'source repository', sourceRepository)
    .option('--since <duration>', 'how far back', duration, 14 * 86_400_000)
    .option(
      '--image <repository>',
      'image repository with its host; may be repeated (default: that of the same name on ghcr.io)',
      (text: string, others: readonly string[]) => [...others, imageRepository(text)],
      [] as readonly string[],
    )
    .action((options: Options) => withStore((store) => run(store, options)));
}

async function run(store: Store, { repository, since, image }: Options): Promise<void> {
  const { configuredOutside, StartFailure } = await import('#app/standalone');
  const outside = (() => {
    try {
      return configuredOutside(store);
    } catch (error) {
      if (error instanceof StartFailure) throw new CommandFailure(error.message);
      throw error;
    }
  })();
  if (outside === null) {
    throw new CommandFailure('The configuration names nobody to ask: add github, gitlab or registries.');
  }
  const to = systemClock();
  const guess = parseImageRepository(`ghcr.io/${repository}`);
  const order = {
    repository,
    images: image,
    guess: image.length === 0 && outside.packages ? (guess?.repository ?? null) : null,
    from: new Date(to.getTime() - since),
    to,
  };
  const deps = {
    ...outside,
    deliveries: store.deliveries,
    // A running worker's sweep takes them from the database.
    queue: { normalise: async () => undefined },
    now: systemClock,
    newId: createIdSource(),
  };
  const done = await backfill(deps, order, (line) => process.stderr.write(`${line}\n`));
  process.stdout.write(
    `${done.runs} runs, ${done.versions} pushes and deletions, ${done.tags} tags; ${done.kept} deliveries are new and will be worked by a running worker.\n`,
  );
  if (done.unfinished.length > 0) {
    throw new CommandFailure(
      [
        'Not all could be had; run it again later to go on:',
        ...done.unfinished.map((one) => `  ${one}`),
      ].join('\n'),
    );
  }
}

function sourceRepository(text: string): string {
  const path = repositoryPathOf(text);
  if (path !== null) return path;
  throw new InvalidArgumentError('A source repository is written like acme/api.');
}

function imageRepository(text: string): string {
  const image = parseImageRepository(text);
  if (image) return image.repository;
  throw new InvalidArgumentError(
    'An image repository is written like registry.acme.test/shop/api, without a tag.',
  );
}

function duration(text: string): number {
  const parsed = Duration.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError('A duration is a whole number and a unit: 12h, 14d.');
}
