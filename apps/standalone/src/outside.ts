import type { Outside } from '#app/worker';
import type { Configuration } from '#contract';
import type { SourceForge } from '#pipeline';
import { type OutboundClient, outboundClient, systemClock } from '#platform';
import { probedHosts, RegistryProbe } from '#registry';
import { GitHubClient, GitHubForge, GitHubHooks, GitHubPackages, GitLabClient, GitLabForge } from '#scm';
import type { Store } from '#store';

type Named = Pick<Configuration, 'registries' | 'github' | 'gitlab'>;

const hostOf = (url: string) => new URL(url).host;

/** The way out, open to the private networks that the operator named hosts in. */
export function wayOut({ registries, github, gitlab }: Named): OutboundClient {
  const forges = [github, gitlab].flatMap((forge) => (forge ? [hostOf(forge.baseUrl)] : []));
  return outboundClient({ named: [...probedHosts(registries), ...forges] });
}

/** Registries and forges of the configuration; `null` when it names none. */
export function outsideOf(configuration: Named, store: Store): Outside | null {
  const { registries, github, gitlab } = configuration;
  if (registries.length === 0 && !github && !gitlab) return null;
  const send = wayOut(configuration);
  const client = github ? new GitHubClient(github, send, systemClock) : null;
  const forges: SourceForge[] = [
    ...(client ? [new GitHubForge(client)] : []),
    ...(gitlab ? [new GitLabForge(new GitLabClient(gitlab, send, systemClock))] : []),
  ];
  return {
    registries: new RegistryProbe({ registries, send, clock: systemClock }),
    forges,
    hooks: client && new GitHubHooks(client),
    packages: client && new GitHubPackages(client),
    memory: store.fetches,
    incidents: store.incidentReader,
    operations: store.operations,
    coverage: store.coverage,
  };
}
