import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { TokenScope, TokenStore } from '#pipeline';
import { type Clock, hashToken, type IdSource, newSecret, newToken } from '#platform';

/** Tokens that this data directory's processes hand out, kept so that they stay the same. */
export interface LocalTokens {
  readonly ingest: string;
  readonly read: string;
}

interface TokenFile extends LocalTokens {
  /** Tells the tokens of two data directories on one database apart. */
  readonly name: string;
}

/** Reads the tokens of the data directory, or makes them. The file is its owner's alone. */
export function localTokens(dataDir: string): TokenFile {
  const file = path.join(dataDir, 'tokens.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as TokenFile;
  const made: TokenFile = {
    name: `local-${newSecret().slice(0, 8)}`,
    ingest: newToken('ingest'),
    read: newToken('read'),
  };
  writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  return made;
}

/** Makes the tokens valid in the database, and the admin token that the environment presets. */
export async function presetTokens(
  store: TokenStore,
  tokens: TokenFile,
  bootstrapToken: string | undefined,
  { clock, newId }: { readonly clock: Clock; readonly newId: IdSource },
): Promise<void> {
  const preset = (name: string, scope: TokenScope, token: string) => {
    const createdAt = clock();
    return store.preset({ id: newId(createdAt), name, scope, hash: hashToken(token), createdAt });
  };
  await preset(`${tokens.name}-ingest`, 'ingest', tokens.ingest);
  await preset(`${tokens.name}-read`, 'read', tokens.read);
  if (bootstrapToken !== undefined) await preset('bootstrap', 'admin', bootstrapToken);
}
