export { environmentVariable, processSubstitution } from './environment.js';
export { type ConfigMistake, formatMistakes } from './mistake.js';
export { type ParsedConfig, parseConfig } from './parse-config.js';
export type { SubstitutionSource } from './substitute.js';
