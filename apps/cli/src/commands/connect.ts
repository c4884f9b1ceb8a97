import type { Command } from 'commander';
import type { Configuration } from '#contract';
import type { ForgeAnswer } from '#pipeline';
import { newSecret } from '#platform';
import { findServer } from '../client/server-address.js';
import { CommandFailure } from '../failure.js';
import { type ConnectedSource, connectText, deliveryAddress } from '../render/connect-text.js';

interface Options {
  readonly url?: string;
  readonly source?: string;
  readonly create?: string;
}

type Standalone = typeof import('#app/standalone');

/** Adds `connect`: what to paste where, and for GitHub and GitLab the webhook itself. */
export function registerConnect(program: Command): void {
  program
    .command('connect')
    .argument('[provider]', 'whom to connect; without it all are listed')
    .description('print what to paste where to connect a forge, a CI system or a registry')
    .option('--url <address>', 'where senders reach this service (default: that of the running service)')
    .option('--source <id>', 'which of several sources of the provider')
    .option(
      '--create <owner/name>',
      'make the webhook of this repository, with the token in GITHUB_TOKEN or GITLAB_TOKEN',
    )
    .action((provider: string | undefined, options: Options) => connect(provider, options));
}

async function connect(provider: string | undefined, options: Options): Promise<void> {
  const standalone = await import('#app/standalone');
  const { connectables } = standalone;
  if (provider === undefined) {
    const width = Math.max(...connectables.map(({ adapter }) => adapter.id.length));
    const lines = connectables.map(({ adapter }) => `${adapter.id.padEnd(width)}  ${adapter.title}\n`);
    process.stdout.write(lines.join(''));
    return;
  }
  const found = connectables.find(({ adapter }) => adapter.id === provider);
  if (!found) {
    const known = connectables.map(({ adapter }) => adapter.id).join(', ');
    throw new CommandFailure(`${provider} is none of: ${known}`);
  }
  const configuration = configurationOf(standalone);
  const isUnsigned = found.adapter.unsigned === true;
  const source = sourceOf(configuration, { provider, isUnsigned, wanted: options.source });
  const url = deliveryAddress(baseOf(options.url), source);
  if (options.create === undefined) {
    process.stdout.write(connectText(found.adapter.title, found.setup, source, url));
    return;
  }
  await create(standalone, configuration, { provider, source, url, repository: options.create });
}

function configurationOf({ readConfiguration, StartFailure }: Standalone): Configuration | null {
  try {
    return readConfiguration();
  } catch (error) {
    if (error instanceof StartFailure) throw new CommandFailure(error.message);
    throw error;
  }
}

/** The configured source of the provider, or a new one with a secret of its own. */
function sourceOf(
  configuration: Configuration | null,
  {
    provider,
    isUnsigned,
    wanted,
  }: { readonly provider: string; readonly isUnsigned: boolean; readonly wanted: string | undefined },
): ConnectedSource {
  const mine = (configuration?.sources ?? []).filter(
    (source) => source.provider === provider && (wanted === undefined || source.id === wanted),
  );
  const [first, ...others] = mine;
  if (others.length > 0) {
    const ids = mine.map(({ id }) => id).join(', ');
    throw new CommandFailure(`There are several sources of ${provider}: choose one of ${ids} with --source.`);
  }
  if (first) {
    return {
      id: first.id,
      provider,
      secret: first.secrets[0] ?? null,
      token: first.token ?? null,
      isConfigured: true,
    };
  }
  const id = wanted ?? provider;
  return isUnsigned
    ? { id, provider, secret: null, token: newSecret(), isConfigured: false }
    : { id, provider, secret: newSecret(), token: null, isConfigured: false };
}

function baseOf(url: string | undefined): string {
  const base = url ?? findServer().url;
  if (/^https?:\/\//.test(base) && URL.canParse(base)) return base;
  throw new CommandFailure(`${base} is no http or https address.`);
}

async function create(
  { hookMakerOf }: Standalone,
  configuration: Configuration | null,
  order: {
    readonly provider: string;
    readonly source: ConnectedSource;
    readonly url: string;
    readonly repository: string;
  },
): Promise<void> {
  const { provider, source, url, repository } = order;
  if (!source.isConfigured || source.secret === null) {
    throw new CommandFailure(
      `The configuration has no source of ${provider} with a secret yet. Run it without --create to see the line to add.`,
    );
  }
  const maker = hookMakerOf(provider, configuration);
  if (maker === null)
    throw new CommandFailure(`Webhooks of ${provider} are made by hand; run it without --create.`);
  if ('missing' in maker) throw new CommandFailure(`Set ${maker.missing} to a token that may make webhooks.`);
  const made = await maker.connect(repository, { url, secret: source.secret });
  if (!made.ok) throw new CommandFailure(refusal(provider, repository, made));
  const done = made.value === 'made' ? 'now delivers' : 'delivered already';
  process.stdout.write(`${repository} ${done} to ${url}\n`);
}

const REFUSALS: Readonly<Partial<Record<string, string>>> = {
  absent: 'it does not exist, the token does not see it, or the address is not one it can deliver to',
  denied: 'the token may not make webhooks there',
};

function refusal(
  provider: string,
  repository: string,
  { reason }: Extract<ForgeAnswer<unknown>, { ok: false }>,
): string {
  return `${provider} did not make a webhook of ${repository}: ${REFUSALS[reason] ?? reason.replaceAll('_', ' ')}.`;
}
