import { type Instance, readInstance } from '#platform';
import { StartFailure } from './start-failure.js';

/** How long a process that may be gone is waited for, in milliseconds. */
const PROBE_TIMEOUT_MS = 1_000;

/** The process that serves from this data directory, if one does. */
export async function findRunningInstance(dataDir: string): Promise<Instance | null> {
  const instance = readInstance(dataDir);
  return instance && isAlive(instance.pid) && (await answers(instance.url)) ? instance : null;
}

/** @throws StartFailure when another process serves from this data directory */
export async function refuseSecondInstance(dataDir: string): Promise<void> {
  const instance = await findRunningInstance(dataDir);
  if (!instance) return;
  throw new StartFailure(
    `Another instance runs on ${dataDir}: ${instance.url} (process ${instance.pid}). Stop it, or choose another directory with PULLTRACE_DATA_DIR.`,
  );
}

/** Signal 0 only asks; EPERM means that the process is there and somebody else's. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A left-over file may name a process id and a port that belong to others by now. */
async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(new URL('/healthz', url), { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
    return response.ok && ((await response.json()) as { status?: unknown }).status === 'ok';
  } catch {
    return false;
  }
}
