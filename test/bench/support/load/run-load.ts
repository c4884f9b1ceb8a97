import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export interface LoadSettings {
  /** Origin of the server. */
  readonly url: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Header that gets a UUID of its own with each request. */
  readonly uniqueHeader: string;
  /** Connections, each with one request under way. */
  readonly clients: number;
  readonly seconds: number;
  /** Status that counts as accepted. */
  readonly expected: number;
}

export interface LoadResult {
  readonly accepted: number;
  readonly refused: number;
  readonly seconds: number;
}

/**
 * Sends the same request over kept-alive connections from a thread of its own for some seconds.
 *
 * @returns accepted requests per second
 * @throws when the server refuses one: then the figure would say nothing
 */
export async function runLoad(settings: LoadSettings): Promise<number> {
  const worker = new Worker(new URL('./load-worker.js', import.meta.url), { workerData: settings });
  const [result] = (await once(worker, 'message')) as [LoadResult];
  await worker.terminate();
  if (result.refused > 0)
    throw new Error(`${result.refused} requests were not answered ${settings.expected}`);
  return result.accepted / result.seconds;
}
