export type { StoreLog } from './database/database.js';
export { type Appended, GroupCommit, type GroupCommitLimits } from './deliveries/group-commit.js';
export { MigrationConflict } from './migrations/migrate.js';
export { openStore, type Store, type StoreSettings } from './open-store.js';
export { StoreUnavailable } from './store-unavailable.js';
