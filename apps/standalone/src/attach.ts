import path from 'node:path';
import { type LoadedConfiguration, loadConfiguration } from './configuration.js';
import { type LocalTokens, localTokens } from './local-tokens.js';
import { findRunningInstance } from './running-instance.js';
import type { EnvironmentSettings } from './settings.js';
import { adapters } from './source-adapters.js';

/** A service that another process on this machine runs. */
export interface Attached {
  readonly url: string;
  readonly tokens: LocalTokens;
  readonly configuration: LoadedConfiguration;
}

/** Finds the service that runs on the data directory, with what is needed to speak to it; `null` when none does. */
export async function attachStandalone(settings: EnvironmentSettings): Promise<Attached | null> {
  const dataDir = path.resolve(settings.dataDir);
  const instance = await findRunningInstance(dataDir);
  if (!instance) return null;
  const configuration = loadConfiguration(settings.configFile, dataDir, adapters);
  return { url: instance.url, tokens: localTokens(dataDir), configuration };
}
