import type { Logger } from '#platform';

/** Something that is done again and again until it is stopped. */
export interface Repetition {
  /** Waits for the run under way, if any; none starts afterwards. */
  stop(): Promise<void>;
}

export interface RepeatSettings {
  readonly name: string;
  /** Pause between the end of one run and the start of the next, in milliseconds. */
  readonly pause: number;
  readonly log: Logger;
}

/**
 * Runs `work` now and again after each pause. A run that fails is logged and the next one comes all
 * the same. Runs never overlap.
 */
export function repeat(work: () => Promise<void>, { name, pause, log }: RepeatSettings): Repetition {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const run = () => {
    running = work()
      .catch((err: unknown) => log.warn({ err }, `${name} failed; it is tried again`))
      .then(() => {
        if (!stopped) timer = setTimeout(run, pause);
      });
  };
  run();
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      return running;
    },
  };
}
