/**
 * How the embedded server runs: nothing acknowledged may be lost, only this machine may connect, and a laptop shall
 * hardly notice it. Where a number differs from PostgreSQL's own default, the reason stands beside it.
 */
export const SERVER_SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  // Sockets would lie in a shared directory, and paths to them are limited to about 100 bytes.
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',

  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',

  // There are no replicas, so the log needs to serve crash recovery only.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  max_wal_size: '512MB',
  wal_compression: 'on',

  // PostgreSQL's default connection limit and cache; stated because the pools of store and queue are sized to them.
  max_connections: '100',
  shared_buffers: '128MB',
  work_mem: '8MB',
  effective_cache_size: '512MB',
  // Compiling queries costs more than the short ones here can win, and needs a library that is not packaged.
  jit: 'off',
  // Reads come from the cache; separate processes for them are three more on a small machine.
  io_method: 'sync',
  // Statistics for the planner follow quick growth, e.g. right after a replay of stored deliveries.
  autovacuum_naptime: '20s',
  random_page_cost: '1.1',

  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  // Statement errors reach the client that caused them; the log is for what happens to the server itself.
  log_min_messages: 'log',
  log_line_prefix: '',
  log_checkpoints: 'off',
};
