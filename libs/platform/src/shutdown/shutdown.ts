import type { Logger } from '../logger/logger.js';

/** One thing to close, with the name it has in the log. */
export interface ClosingStep {
  readonly name: string;
  readonly close: () => Promise<void>;
}

/**
 * Closes the steps one after the other, in order. A step that throws is logged and the rest still
 * runs. Answers whether all of them closed cleanly.
 */
export async function closeInOrder(steps: readonly ClosingStep[], log: Logger): Promise<boolean> {
  let clean = true;
  for (const step of steps) {
    try {
      await step.close();
    } catch (err) {
      clean = false;
      log.error({ err, step: step.name }, 'closing failed');
    }
  }
  return clean;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * A terminal delivers one Ctrl-C to the whole foreground group while npm passes its own copy on, so
 * one key press can arrive twice. Signals this close together are one, in milliseconds.
 */
const SAME_SIGNAL_MS = 300;

/**
 * Waits for the first signal that asks the process to end. A later one is a person who does not want
 * to wait: `onSecond` is called, which normally exits at once.
 */
export function untilSignal(onSecond: () => void): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let receivedAt: number | null = null;
    const handle = (signal: NodeJS.Signals) => {
      const now = performance.now();
      if (receivedAt !== null && now - receivedAt > SAME_SIGNAL_MS) onSecond();
      receivedAt ??= now;
      resolve(signal);
    };
    for (const signal of SIGNALS) process.on(signal, handle);
  });
}
