export { type Attached, attachStandalone } from './attach.js';
export { configuredOutside, hookMakerOf, readConfiguration } from './configured-outside.js';
export {
  PARTS,
  type Part,
  readEnvironment,
  readLogSettings,
  type StandaloneSettings,
  type UpOptions,
} from './settings.js';
export { type Connectable, connectables } from './source-setups.js';
export { StartFailure } from './start-failure.js';
export { type Standalone, startStandalone } from './start-standalone.js';
export { type UpOutput, up } from './up.js';
