import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Configuration, configurationSchema, RESERVED_SOURCES } from '#contract';
import type { SourceAdapter } from '#pipeline';
import { formatMistakes, newSecret, parseConfig, processSubstitution } from '#platform';
import { configText, generateSources } from './generated-config.js';
import { StartFailure } from './start-failure.js';

export interface LoadedConfiguration {
  readonly file: string;
  readonly configuration: Configuration;
  /** True at the start that made the file: its secrets are shown then and never again. */
  readonly generated: boolean;
}

/**
 * Reads the configuration file that was named, or the one in the data directory, which the first
 * start makes.
 *
 * @throws StartFailure with every mistake on a line of its own
 */
export function loadConfiguration(
  named: string | undefined,
  dataDir: string,
  adapters: ReadonlyMap<string, SourceAdapter>,
): LoadedConfiguration {
  const file = named ?? path.join(dataDir, 'pulltrace.yaml');
  const generated = named === undefined && !existsSync(file);
  if (generated) {
    const catalog = [...new Set(adapters.values())].filter(({ id }) => adapters.has(id) && !isReserved(id));
    writeFileSync(file, configText(generateSources(catalog, newSecret)), { mode: 0o600 });
  }
  return { file, generated, configuration: read(file, adapters) };
}

const isReserved = (id: string) => (RESERVED_SOURCES as readonly string[]).includes(id);

function read(file: string, adapters: ReadonlyMap<string, SourceAdapter>): Configuration {
  const providers = [...adapters]
    .filter(([name]) => !isReserved(name))
    .map(([name, { unsigned }]) => ({ id: name, unsigned: unsigned === true }));
  const parsed = parseConfig(textOf(file), configurationSchema(providers), processSubstitution);
  if (parsed.ok) return parsed.value;
  throw new StartFailure(`The configuration has mistakes.\n${formatMistakes(file, parsed.mistakes)}`);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartFailure(`The configuration file ${file} cannot be read (${code ?? 'unknown'}).`, {
      cause: error,
    });
  }
}
