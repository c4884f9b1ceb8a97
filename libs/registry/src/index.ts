export { registryCatalog } from './catalog.js';
export type { RegistryAccess } from './probe/registry-access.js';
export { type ProbeSettings, probedHosts, RegistryProbe } from './probe/registry-probe.js';
export { registrySetups } from './setups.js';
