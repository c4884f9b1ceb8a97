import { environmentVariable, LOG_LEVELS, type LogLevel } from '#platform';
import { StartFailure } from './start-failure.js';

/** Parts of the service that a process can hold. `all` is one process to try, the others are many to run. */
export const PARTS = ['all', 'api', 'worker'] as const;
export type Part = (typeof PARTS)[number];

/** What `up` is told on the command line. */
export interface UpOptions {
  readonly host: string;
  readonly port: number;
  /** Begin with an empty data directory. */
  readonly fresh: boolean;
  readonly only: Part;
}

/** What the process is told by its environment. */
export interface EnvironmentSettings {
  readonly dataDir: string;
  /** An external PostgreSQL; the embedded one when absent. */
  readonly databaseUrl: string | undefined;
  /** A Redis for the queue; PostgreSQL when absent. */
  readonly redisUrl: string | undefined;
  readonly configFile: string | undefined;
  readonly bootstrapToken: string | undefined;
}

export type StandaloneSettings = UpOptions & EnvironmentSettings;

/** 24 characters of base64 hold 144 bits; anything shorter invites words. */
const SHORTEST_BOOTSTRAP_TOKEN = 24;

/** What a bearer header can carry (RFC 6750, section 2.1). */
const BEARER = /^[A-Za-z0-9._~+/=-]+$/;

/** Reads the environment. @throws StartFailure when a value cannot be used */
export function readEnvironment(): EnvironmentSettings {
  return {
    dataDir: environmentVariable('PULLTRACE_DATA_DIR') ?? '.pulltrace',
    databaseUrl: environmentVariable('DATABASE_URL'),
    redisUrl: environmentVariable('REDIS_URL'),
    configFile: environmentVariable('PULLTRACE_CONFIG'),
    bootstrapToken: checkedToken(environmentVariable('PULLTRACE_BOOTSTRAP_TOKEN')),
  };
}

function checkedToken(token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  if (token.length < SHORTEST_BOOTSTRAP_TOKEN) {
    throw new StartFailure(
      `PULLTRACE_BOOTSTRAP_TOKEN has ${token.length} characters and needs at least ${SHORTEST_BOOTSTRAP_TOKEN}.`,
    );
  }
  if (!BEARER.test(token)) {
    throw new StartFailure('PULLTRACE_BOOTSTRAP_TOKEN may hold letters, digits and - . _ ~ + / = only.');
  }
  return token;
}

/** How to log: PULLTRACE_LOG_LEVEL and PULLTRACE_LOG_FORMAT; lines for a person where one is looking. */
export function readLogSettings(terminal: boolean): { level: LogLevel; format: 'json' | 'pretty' } {
  const level = environmentVariable('PULLTRACE_LOG_LEVEL') ?? 'info';
  const known = LOG_LEVELS.find((name) => name === level);
  if (!known)
    throw new StartFailure(`PULLTRACE_LOG_LEVEL is one of ${LOG_LEVELS.join(', ')}, not "${level}".`);
  const format = environmentVariable('PULLTRACE_LOG_FORMAT') ?? (terminal ? 'pretty' : 'json');
  if (format !== 'json' && format !== 'pretty') {
    throw new StartFailure(`PULLTRACE_LOG_FORMAT is json or pretty, not "${format}".`);
  }
  return { level: known, format };
}
