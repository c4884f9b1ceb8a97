/** Why the embedded PostgreSQL could not be started. */
export type EmbeddedPostgresFailure =
  /** No PostgreSQL is packaged for this operating system and processor, or it was not installed. */
  | 'binaries_missing'
  /** The packaged programs are there and do not run here, e.g. on a C library they were not built for. */
  | 'binaries_unusable'
  /** The data directory cannot be created or written. */
  | 'directory_not_writable'
  /** Another process runs a server on the same data directory. */
  | 'in_use'
  /** The port that was asked for belongs to another process. */
  | 'port_taken'
  /** This process is root, PostgreSQL refuses to be, and no other account could be found or made. */
  | 'no_account'
  /** The server ended while it was starting; the message has its last words. */
  | 'start_failed';

/** A start that failed for a reason a person can act on; `message` says how. */
export class EmbeddedPostgresError extends Error {
  readonly code: EmbeddedPostgresFailure;

  constructor(code: EmbeddedPostgresFailure, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'EmbeddedPostgresError';
    this.code = code;
  }
}
