import type { KeepDeps } from '../fetch/keep-fetched.js';
import type {
  CoverageLog,
  FetchMemory,
  HookLog,
  ImageSettings,
  IncidentReader,
  OperationReader,
  PackageLog,
  RegistryReader,
  SourceForge,
} from '../ports/index.js';
import type { SourceSettings } from '../source-adapter.js';
import { missedDeliveries, type Reconciled } from './missed-deliveries.js';
import { missedRuns } from './missed-runs.js';
import { packageChanges } from './package-changes.js';
import { tagChanges } from './tag-changes.js';
import { targetsOf } from './targets.js';
import { inTurn, type Turn } from './turns.js';

export interface ReconcileDeps extends KeepDeps {
  readonly operations: Pick<OperationReader, 'activity'>;
  readonly incidents: Pick<IncidentReader, 'list'>;
  readonly settings: ImageSettings;
  readonly sources: readonly SourceSettings[];
  readonly registries: RegistryReader;
  readonly forges: readonly SourceForge[];
  /** A forge that keeps what it tried to deliver; `null` where none is configured. */
  readonly hooks: HookLog | null;
  readonly packages: PackageLog | null;
  readonly memory: FetchMemory;
  readonly coverage: CoverageLog;
}

/** Repositories that told nothing for a week are left alone. */
const DAYS = 7;
const MOST_ROWS = 2_000;
const MOST_INCIDENTS = 200;

const MINUTE_MS = 60_000;
/** GitHub keeps failed deliveries for three days; a quarter of an hour is what a person waits for. */
const HOOKS_PAUSE_MS = 15 * MINUTE_MS;
const RUNS_PAUSE_MS = 5 * MINUTE_MS;
const PACKAGES_PAUSE_MS = 30 * MINUTE_MS;
const TAGS_PAUSE_MS = 5 * MINUTE_MS;
/** What cannot be had is tried again after this long. */
const DOUBT_PAUSE_MS = 30 * MINUTE_MS;

/** Turns of one round. With a second's work each, a round stays below a minute; the next one goes on. */
const MOST_TURNS = 40;

/** What can be reconciled, and how often. */
interface Task {
  readonly key: string;
  readonly pauseMs: number;
  readonly work: (turn: Turn) => Promise<Reconciled>;
}

/**
 * One round of making up for what senders did not deliver. Each repository has its turn, kept in the
 * store: it is bounded, begins where the last one ended, and belongs to one process. Answers how many
 * deliveries were made up for.
 */
export async function reconcile(deps: ReconcileDeps): Promise<number> {
  let kept = 0;
  let turns = 0;
  for (const { key, pauseMs, work } of await tasksOf(deps)) {
    if (turns >= MOST_TURNS) break;
    const had = await inTurn(deps, { key, pauseMs }, async (turn) => {
      const done = await work(turn);
      if (done.isDone) kept += done.kept;
      else {
        const doubt = new Date(turn.now.getTime() + DOUBT_PAUSE_MS);
        await turn.end(turn.note, done.retryAt ?? doubt);
      }
    });
    if (had) turns += 1;
  }
  return kept;
}

async function tasksOf(deps: ReconcileDeps): Promise<readonly Task[]> {
  const { operations, incidents, sources, settings, registries, hooks, packages } = deps;
  const [activity, open] = await Promise.all([
    operations.activity(DAYS, MOST_ROWS),
    incidents.list({ state: 'open' }, { limit: MOST_INCIDENTS, cursor: null }),
  ]);
  const known = { activity, sources, incidents: open.items, mappings: settings.mappings };
  const targets = targetsOf(known, registries);
  return [
    ...targets.hooked.flatMap((target) =>
      hooks
        ? [
            {
              key: `deliveries ${target.source} ${target.repository}`,
              pauseMs: HOOKS_PAUSE_MS,
              work: (turn: Turn) => missedDeliveries({ ...deps, hooks }, target, turn),
            },
          ]
        : [],
    ),
    ...deps.forges.flatMap((forge) =>
      targets.repositories.map((repository) => ({
        key: `runs ${forge.id} ${repository}`,
        pauseMs: RUNS_PAUSE_MS,
        work: (turn: Turn) => missedRuns({ ...deps, forge }, repository, turn),
      })),
    ),
    ...targets.images.flatMap((repository) =>
      packages
        ? [
            {
              key: `packages ${repository}`,
              pauseMs: PACKAGES_PAUSE_MS,
              work: (turn: Turn) => packageChanges({ ...deps, packages }, repository, turn),
            },
          ]
        : [],
    ),
    ...targets.unheard.map((repository) => ({
      key: `tags ${repository}`,
      pauseMs: TAGS_PAUSE_MS,
      work: (turn: Turn) => tagChanges(deps, repository, turn),
    })),
  ];
}
