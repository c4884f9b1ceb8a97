import path from 'node:path';
import { findPage, startApi } from '#app/api';
import { startWorker } from '#app/worker';
import { configurationWarnings } from '#contract';
import type { SourceSettings } from '#pipeline';
import {
  type ClosingStep,
  closeInOrder,
  createIdSource,
  type Logger,
  packageRoot,
  packageVersion,
  removeInstance,
  systemClock,
  writeInstance,
} from '#platform';
import { type OpenQueue, openQueue } from '#queue';
import { GroupCommit, openStore, type Store } from '#store';
import { type LoadedConfiguration, loadConfiguration } from './configuration.js';
import { prepareDataDirectory } from './data-directory.js';
import { type OpenDatabase, openDatabase } from './database.js';
import { explainListening } from './listen.js';
import { type LocalTokens, localTokens, presetTokens } from './local-tokens.js';
import { outsideOf } from './outside.js';
import { refuseSecondInstance } from './running-instance.js';
import type { StandaloneSettings } from './settings.js';
import { adapters } from './source-adapters.js';
import { StartFailure } from './start-failure.js';

/** A running service. */
export interface Standalone {
  /** Where the API listens; `null` in a process that only works the queue. */
  readonly url: string | null;
  readonly dataDir: string;
  readonly tokens: LocalTokens;
  readonly configuration: LoadedConfiguration;
  readonly warnings: readonly string[];
  /** Takes no more requests, finishes what runs and stops the database where it is ours. */
  stop(): Promise<boolean>;
}

/**
 * Jobs of each stage at the same time. They wait for the database most of the time, so two cores are
 * kept busy by several; more than the store's ten connections could not run.
 */
const CONCURRENCY = 8;

/** Everything that a part of the service is composed of. */
interface Composition {
  readonly settings: StandaloneSettings;
  readonly database: OpenDatabase;
  readonly queue: OpenQueue;
  readonly configuration: LoadedConfiguration;
  readonly warnings: readonly string[];
  readonly log: Logger;
}

/**
 * Starts the service, or the part of it that was asked for, in this process.
 *
 * @throws StartFailure for every reason a person can act on; what was opened is closed again
 */
export async function startStandalone(settings: StandaloneSettings, log: Logger): Promise<Standalone> {
  const opened: ClosingStep[] = [];
  try {
    return await open(settings, log, opened);
  } catch (error) {
    await closeInOrder(opened, log);
    throw error;
  }
}

async function open(settings: StandaloneSettings, log: Logger, opened: ClosingStep[]): Promise<Standalone> {
  if (settings.fresh && settings.databaseUrl !== undefined) {
    throw new StartFailure('--fresh empties the embedded database only, and DATABASE_URL names another.');
  }
  await refuseSecondInstance(path.resolve(settings.dataDir));
  const dataDir = prepareDataDirectory(settings.dataDir, settings.fresh);
  const configuration = loadConfiguration(settings.configFile, dataDir, adapters);
  const warnings = configurationWarnings(configuration.configuration);
  const tokens = localTokens(dataDir);
  const database = await openDatabase(settings.databaseUrl, dataDir, log);
  const { stopServer, store } = database;
  if (stopServer) opened.unshift({ name: 'database server', close: stopServer });
  opened.unshift({ name: 'store', close: () => store.close() });
  // Connections of the worker's own: an acknowledgement never waits behind the work of earlier deliveries.
  const working = settings.only === 'all' ? await openStore({ url: database.url, log }) : store;
  if (working !== store) opened.unshift({ name: 'store of the worker', close: () => working.close() });
  const queue = await openStages(settings.redisUrl, database.url, log);
  opened.unshift({ name: 'queue', close: () => queue.close() });
  const composition = { settings, database, queue, configuration, warnings, log };
  if (settings.only !== 'api') {
    const worker = await workerOf(composition, working);
    opened.unshift({ name: 'sweep', close: () => worker.close() });
  }
  const url = settings.only === 'worker' ? null : await serve(composition, dataDir, tokens, opened);
  return { url, dataDir, tokens, configuration, warnings, stop: () => closeInOrder(opened, log) };
}

async function openStages(
  redisUrl: string | undefined,
  postgresUrl: string,
  log: Logger,
): Promise<OpenQueue> {
  try {
    return await openQueue({ connection: redisUrl === undefined ? { postgresUrl } : { redisUrl }, log });
  } catch (error) {
    if (redisUrl === undefined) throw error;
    throw new StartFailure(
      'The queue at REDIS_URL cannot be reached. Check the address and that the server runs.',
      {
        cause: error,
      },
    );
  }
}

function workerOf({ queue, configuration, log }: Composition, store: Store) {
  return startWorker(
    {
      deliveries: store.deliveries,
      facts: store.facts,
      incidents: store.incidents,
      evidence: store.evidence,
      queue,
      outside: outsideOf(configuration.configuration, store),
      adapters,
      ...configured(configuration),
      clock: systemClock,
      newId: createIdSource(),
      log: log.child({ part: 'worker' }),
    },
    (handlers) => queue.startWorkers(handlers, { concurrency: CONCURRENCY }),
  );
}

async function serve(
  composition: Composition,
  dataDir: string,
  tokens: ReturnType<typeof localTokens>,
  opened: ClosingStep[],
): Promise<string> {
  const { settings, database } = composition;
  const newId = createIdSource();
  await presetTokens(database.store.tokens, tokens, settings.bootstrapToken, { clock: systemClock, newId });
  const api = await apiOf(composition, newId);
  opened.unshift({ name: 'api', close: () => api.close() });
  writeInstance(dataDir, {
    url: api.url,
    pid: process.pid,
    readToken: tokens.read,
    databaseUrl: database.url,
  });
  opened.unshift({ name: 'instance file', close: async () => removeInstance(dataDir) });
  return api.url;
}

async function apiOf(
  { settings, database: { store }, queue, configuration, warnings, log }: Composition,
  newId: ReturnType<typeof createIdSource>,
) {
  const needs = {
    inbox: new GroupCommit(store.deliveries),
    deliveries: store.deliveries,
    incidents: store.incidentReader,
    facts: store.factReader,
    evidence: store.evidence,
    operations: store.operations,
    tokens: store.tokens,
    queue,
    queueReady: () => queue.ping().then(() => true),
    adapters,
    ...configured(configuration),
    warnings,
    page: findPage(path.join(packageRoot(), 'dist', 'web')),
    clock: systemClock,
    newId,
    log: log.child({ part: 'api' }),
  };
  try {
    return await startApi(needs, settings, packageVersion());
  } catch (error) {
    throw explainListening(error, settings);
  }
}

function configured({ configuration }: LoadedConfiguration) {
  const { sources, mappings, aliases, jobTokens, trustedProxies } = configuration;
  return {
    sources: sources as readonly SourceSettings[],
    images: { mappings, aliases },
    access: { jobTokens, trustedProxies },
  };
}
