import type { LoggerService } from '@nestjs/common';
import type { Logger } from '#platform';

/** Nest's own lines in the process' log; what it says of its start is only for debugging. */
export function nestLogger(log: Logger): LoggerService {
  const to = (write: (fields: object, message: string) => void) => (message: unknown, context?: unknown) =>
    write({ context: typeof context === 'string' ? context : undefined }, String(message));
  return {
    log: to((fields, message) => log.debug(fields, message)),
    warn: to((fields, message) => log.warn(fields, message)),
    error: to((fields, message) => log.error(fields, message)),
  };
}
