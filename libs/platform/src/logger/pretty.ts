import type { DestinationStream } from 'pino';
import { prettyFactory } from 'pino-pretty';

/** Lines for a person at a terminal, written synchronously so that none is lost when the process ends. */
export function pinoPretty(destination: DestinationStream): DestinationStream {
  const format = prettyFactory({ colorize: false, translateTime: 'SYS:HH:MM:ss', singleLine: true });
  return { write: (line) => destination.write(format(line)) };
}
