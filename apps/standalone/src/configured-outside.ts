import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Outside } from '#app/worker';
import type { Configuration } from '#contract';
import type { HookMaker } from '#pipeline';
import { environmentVariable, systemClock } from '#platform';
import { GitHubClient, GitHubHooks, GitLabClient, GitLabForge } from '#scm';
import type { Store } from '#store';
import { loadConfiguration } from './configuration.js';
import { outsideOf, wayOut } from './outside.js';
import { readEnvironment } from './settings.js';
import { adapters } from './source-adapters.js';

/**
 * What a service with this environment would read; `null` when there is no configuration yet.
 *
 * @throws StartFailure when the configuration has mistakes
 */
export function readConfiguration(): Configuration | null {
  const { configFile, dataDir } = readEnvironment();
  if (configFile === undefined && !existsSync(path.join(dataDir, 'pulltrace.yaml'))) return null;
  return loadConfiguration(configFile, dataDir, adapters).configuration;
}

/**
 * Whom a service with this environment may ask; `null` when there is no configuration, or none that
 * names anybody.
 *
 * @throws StartFailure when the configuration has mistakes
 */
export function configuredOutside(store: Store): Outside | null {
  const configuration = readConfiguration();
  return configuration && outsideOf(configuration, store);
}

/** A forge that webhooks can be made in, and where the token for it comes from. */
interface MakerLine {
  readonly token: string;
  readonly make: (
    configuration: Pick<Configuration, 'registries' | 'github' | 'gitlab'>,
    token: string,
  ) => HookMaker;
}

const MAKERS: Readonly<Record<string, MakerLine>> = {
  github: {
    token: 'GITHUB_TOKEN',
    make: (configuration, token) => {
      const baseUrl = configuration.github?.baseUrl ?? 'https://api.github.com';
      return new GitHubHooks(new GitHubClient({ baseUrl, token }, wayOut(configuration), systemClock));
    },
  },
  gitlab: {
    token: 'GITLAB_TOKEN',
    make: (configuration, token) => {
      const baseUrl = configuration.gitlab?.baseUrl ?? 'https://gitlab.com';
      return new GitLabForge(new GitLabClient({ baseUrl, token }, wayOut(configuration), systemClock));
    },
  },
};

/**
 * What makes webhooks at this provider with the token of the environment, so that it stands in no
 * command line; or the name of the variable that is missing, or `null` where webhooks are made by hand.
 */
export function hookMakerOf(
  provider: string,
  configuration: Configuration | null,
): HookMaker | { readonly missing: string } | null {
  const line = MAKERS[provider];
  if (!line) return null;
  const token = environmentVariable(line.token);
  return token === undefined
    ? { missing: line.token }
    : line.make(configuration ?? { registries: [] }, token);
}
