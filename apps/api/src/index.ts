export type { ApiNeeds, Inbox } from './needs.js';
export { findPage, type PageFiles } from './page/page-files.js';
export { type ApiServer, type ListenAddress, startApi } from './start-api.js';
