/** The database cannot be used at the moment. The same call may succeed later; the API answers 503. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';

  constructor(cause: unknown) {
    super('the database is not available', { cause });
  }
}

/**
 * Codes that mean "the database is away": socket errors of Node, SQLSTATE classes 08 and 57P (PostgreSQL
 * manual, appendix A), exhausted connections, a cancelled statement, a server that became read-only, and
 * Prisma's own connection errors (Prisma error reference, P1xxx, P2024, P2037).
 */
const CODES = new Set(
  [
    'ECONNREFUSED ECONNRESET EPIPE ENOTFOUND EAI_AGAIN ETIMEDOUT EHOSTUNREACH ENETUNREACH ENOENT',
    '08000 08001 08003 08004 08006 57P01 57P02 57P03 57014 53300 25006',
    'P1001 P1002 P1008 P1017 P2024 P2037',
  ].flatMap((codes) => codes.split(' ')),
);

/** What node-postgres says without a code. */
const MESSAGES = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'Query read timeout',
  'Client has encountered a connection error',
  'Cannot use a pool after calling end',
  'Client was closed and is not queryable',
];

/** How Prisma's driver adapter names the same. */
const KINDS = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections']);

/** Deepest chain of causes that is followed; drivers wrap an error two or three times. */
const MAX_DEPTH = 6;

/** Whether an error, or one that it wraps, says that the database is away. */
export function saysUnavailable(error: unknown, depth = 0): boolean {
  if (error instanceof StoreUnavailable) return true;
  if (typeof error !== 'object' || error === null || depth > MAX_DEPTH) return false;
  const { code, message, kind, originalCode } = error as Record<string, unknown>;
  if (typeof code === 'string' && CODES.has(code)) return true;
  if (typeof originalCode === 'string' && CODES.has(originalCode)) return true;
  if (typeof kind === 'string' && KINDS.has(kind)) return true;
  if (typeof message === 'string' && MESSAGES.some((text) => message.includes(text))) return true;
  return wrapped(error).some((inner) => saysUnavailable(inner, depth + 1));
}

function wrapped(error: object): unknown[] {
  const { cause, errors, meta } = error as { cause?: unknown; errors?: unknown; meta?: object };
  const inner = meta && 'driverAdapterError' in meta ? meta.driverAdapterError : null;
  return [cause, inner, ...(Array.isArray(errors) ? errors : [])];
}

/** The same port, whose calls reject with `StoreUnavailable` while the database is away. */
export function telling<Port extends object>(port: Port): Port {
  return new Proxy(port, {
    get(target, property) {
      const member: unknown = Reflect.get(target, property, target);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]) => {
        try {
          return await Reflect.apply(member, target, args);
        } catch (error) {
          throw saysUnavailable(error) ? asUnavailable(error) : error;
        }
      };
    },
  });
}

const asUnavailable = (error: unknown) =>
  error instanceof StoreUnavailable ? error : new StoreUnavailable(error);
