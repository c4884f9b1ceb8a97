import { lookOnce, readSettings } from '#app/agent';
import type { Trace } from '#contract';
import type { FailureObservation } from '#domain';
import { environmentVariable } from '#platform';
import { askServer } from '../client/ask-server.js';
import { findServer, type ServerAddress } from '../client/server-address.js';
import { CommandFailure } from '../failure.js';
import { traceText } from '../render/trace-text.js';
import { failingHeadline, mechanismText } from './failing-image-text.js';
import { isWanted, type WantedWorkload } from './wanted-workload.js';

export interface PluginQuestion {
  readonly wanted: WantedWorkload;
  readonly namespace: string;
  readonly context: string | undefined;
}

/** One image, and the containers that cannot pull it. */
type Failing = readonly [image: string, failures: readonly FailureObservation[]];

/**
 * What cannot be pulled in a namespace and why: the verdict from the server, or what the texts alone
 * tell where none is configured or it does not answer.
 *
 * @throws AgentFailure when the namespace cannot be looked at
 */
export async function answer(
  { wanted, namespace, context }: PluginQuestion,
  complain: (text: string) => void,
): Promise<string> {
  const failing = await failingIn(wanted, namespace, context);
  if (failing.length === 0) return `Nothing ${nameOf(wanted)}fails to pull in namespace ${namespace}.\n`;
  const server = knownServer();
  const texts: string[] = [];
  for (const [image, failures] of failing) {
    const text = (server && (await verdictOf(server, image, namespace, complain))) ?? fromTexts(failures);
    texts.push(`${failingHeadline(image, failures)}\n\n${text}`);
  }
  return texts.join('\n');
}

const nameOf = ({ kind, name }: WantedWorkload) => (name === null ? '' : `of ${kind ?? ''} ${name} `);

async function failingIn(
  wanted: WantedWorkload,
  namespace: string,
  context: string | undefined,
): Promise<readonly Failing[]> {
  const read = readSettings();
  if (!read.ok) throw new CommandFailure(read.mistakes.join('\n'));
  const settings = {
    ...read.settings,
    scope: { namespaces: [namespace], exceptNamespaces: [], labels: null },
  };
  // The name is not looked up, which a person's rights in one namespace may not allow.
  const options = { clusters: ['this cluster'], contexts: context === undefined ? [] : [context] };
  const byImage = new Map<string, FailureObservation[]>();
  for (const report of await lookOnce(options, settings)) {
    if (report.kind !== 'failure' || !report.image || !isWanted(wanted, report)) continue;
    byImage.set(report.image, [...(byImage.get(report.image) ?? []), report]);
  }
  return [...byImage].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The server that is configured or runs here; `null` where there is none, which is no mistake here. */
function knownServer(): ServerAddress | null {
  try {
    return findServer();
  } catch {
    return null;
  }
}

async function verdictOf(
  server: ServerAddress,
  image: string,
  namespace: string,
  complain: (text: string) => void,
): Promise<string | null> {
  try {
    const query = { image, namespace, cluster: environmentVariable('PULLTRACE_CLUSTER') };
    return traceText(JSON.parse(await askServer(server, { path: '/v1/trace', query })) as Trace);
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    complain(`${error.message}\n`);
    return null;
  }
}

/** Of several texts for one image, the one that tells most is the longest. */
function fromTexts(failures: readonly FailureObservation[]): string {
  const [first, ...rest] = failures;
  if (!first) return '';
  const telling = rest.reduce(
    (best, next) => ((next.message ?? '').length > (best.message ?? '').length ? next : best),
    first,
  );
  return mechanismText(telling);
}
