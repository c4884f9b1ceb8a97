import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Outside } from '#app/worker';
import type { Store } from '#store';
import { loadConfiguration } from './configuration.js';
import { outsideOf } from './outside.js';
import { readEnvironment } from './settings.js';
import { adapters } from './source-adapters.js';

/**
 * Whom a service with this environment may ask; `null` when there is no configuration, or none that
 * names anybody.
 *
 * @throws StartFailure when the configuration has mistakes
 */
export function configuredOutside(store: Store): Outside | null {
  const { configFile, dataDir } = readEnvironment();
  if (configFile === undefined && !existsSync(path.join(dataDir, 'pulltrace.yaml'))) return null;
  return outsideOf(loadConfiguration(configFile, dataDir, adapters).configuration, store);
}
