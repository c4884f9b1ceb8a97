import { type DestinationStream, pino } from 'pino';
import { pinoPretty } from './pretty.js';
import { REDACTED_PATHS, redactSecrets } from './redact.js';

/** Structured logging as the code uses it: fields first, then a sentence. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  /** A logger that adds `fields` to every line. */
  child(fields: Record<string, unknown>): Logger;
}

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LoggerSettings {
  readonly level: LogLevel;
  /** `json`: one object a line, for machines. `pretty`: for a person at a terminal. */
  readonly format: 'json' | 'pretty';
  /** Where lines go; standard error when absent, because standard output belongs to a command's answer. */
  readonly destination?: DestinationStream;
}

/**
 * The process' logger. Fields that carry credentials are replaced whoever logs them, and so are
 * tokens and passwords inside texts; see `redact.ts`.
 */
export function createLogger(settings: LoggerSettings): Logger {
  const destination = settings.destination ?? pino.destination({ dest: 2, sync: true });
  return pino(
    {
      level: settings.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: [...REDACTED_PATHS], censor: '[redacted]' },
      serializers: { err: errorFields, error: errorFields },
      hooks: {
        logMethod(args, method) {
          const clean = args.map((arg) => (typeof arg === 'string' ? redactSecrets(arg) : arg));
          method.apply(this, clean as Parameters<typeof method>);
        },
      },
    },
    settings.format === 'pretty' ? pinoPretty(destination) : destination,
  );
}

/** What is told of an error: enough to find it, without the payloads that libraries hang on it. */
function errorFields(error: unknown): unknown {
  if (!(error instanceof Error)) return redactSecrets(String(error));
  const code = (error as { code?: unknown }).code;
  return {
    name: error.name,
    message: redactSecrets(error.message),
    ...(typeof code === 'string' ? { code } : {}),
    stack: redactSecrets(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: errorFields(error.cause) }),
  };
}

/** A logger that says nothing. */
export const silentLogger: Logger = createLogger({ level: 'silent', format: 'json' });
