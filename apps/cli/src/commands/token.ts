import { type Command, Option } from 'commander';
import type { TokenScope } from '#pipeline';
import { createIdSource, hashToken, newToken, systemClock } from '#platform';
import { withStore } from '../client/with-store.js';
import { CommandFailure } from '../failure.js';

const SCOPES: readonly TokenScope[] = ['ingest', 'read', 'admin'];

/**
 * Adds `token create|list|revoke`. They work on the database (DATABASE_URL, or that of the instance
 * on the data directory) and not through the API: whoever holds the database may make tokens, and an
 * admin token need not exist first.
 */
export function registerToken(program: Command): void {
  const token = program
    .command('token')
    .description('make, list and revoke API tokens, in the database itself');
  token
    .command('create')
    .description('make a token and print it, this once')
    .requiredOption('--name <name>', 'what it is for')
    .addOption(new Option('--scope <scope>', 'what it may do').choices(SCOPES).makeOptionMandatory())
    .action((options: { readonly name: string; readonly scope: TokenScope }) => create(options));
  token.command('list').description('list all tokens, without their text').action(list);
  token
    .command('revoke')
    .argument('<id-or-name>', 'as listed')
    .description('make a token useless within a second')
    .action(revoke);
}

async function create({ name, scope }: { readonly name: string; readonly scope: TokenScope }): Promise<void> {
  const text = newToken(scope);
  await withStore(async ({ tokens }) => {
    const known = await tokens.list();
    if (known.some((token) => token.name === name && token.revokedAt === null)) {
      throw new CommandFailure(`There is a token named "${name}". Revoke it first, or choose another name.`);
    }
    const createdAt = systemClock();
    await tokens.create({ id: createIdSource()(createdAt), name, scope, hash: hashToken(text), createdAt });
  });
  process.stderr.write('Keep it now: only its hash is stored.\n');
  process.stdout.write(`${text}\n`);
}

async function list(): Promise<void> {
  const tokens = await withStore((store) => store.tokens.list());
  for (const { id, name, scope, createdAt, revokedAt } of tokens) {
    const state = revokedAt === null ? 'valid' : `revoked ${revokedAt}`;
    process.stdout.write(`${[id, scope, name, createdAt, state].join('\t')}\n`);
  }
}

async function revoke(idOrName: string): Promise<void> {
  const count = await withStore((store) => store.tokens.revoke(idOrName, systemClock()));
  if (count === 0) throw new CommandFailure(`No valid token has the id or name "${idOrName}".`);
  process.stderr.write(`Revoked ${count} token${count === 1 ? '' : 's'}.\n`);
}
