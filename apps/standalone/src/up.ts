import { createLogger, untilSignal } from '#platform';
import { announcement } from './announcement.js';
import { readEnvironment, readLogSettings, type UpOptions } from './settings.js';
import { StartFailure } from './start-failure.js';
import { startStandalone } from './start-standalone.js';

export interface UpOutput {
  readonly answer: (text: string) => void;
  readonly complain: (text: string) => void;
  /** Whether a person looks at the log. */
  readonly terminal: boolean;
}

/** A stop that takes longer than this has hung; supervisors kill after 10 (Docker) to 30 s (Kubernetes). */
const STOP_TIMEOUT_MS = 9_000;

/** Runs the service until a signal asks it to end. Answers the exit code. */
export async function up(options: UpOptions, output: UpOutput): Promise<number> {
  try {
    const log = createLogger(readLogSettings(output.terminal));
    const stopping = untilSignal(() => process.exit(1));
    const service = await startStandalone({ ...options, ...readEnvironment() }, log);
    output.answer(announcement(service));
    const signal = await stopping;
    log.info({ signal }, 'stopping');
    setTimeout(() => {
      log.error({}, 'did not stop in time');
      process.exit(1);
    }, STOP_TIMEOUT_MS).unref();
    const clean = await service.stop();
    log.info({}, 'stopped');
    return clean ? 0 : 1;
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error;
    output.complain(`${error.message}\n`);
    return 1;
  }
}
