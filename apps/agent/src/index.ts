export { AgentFailure } from './agent-failure.js';
export { contextNamespace } from './clusters.js';
export type { Service } from './delivery/post-reports.js';
export { lookOnce } from './look-once.js';
export { type Agent, startAgent } from './run-agent.js';
export { type AgentOptions, type AgentSettings, readSettings } from './settings.js';
