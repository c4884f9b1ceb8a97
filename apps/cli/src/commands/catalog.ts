import type { CommandEntry } from './command-entry.js';

/** Every command, in the order of the help text. Modules are loaded when they are needed, so that each starts fast. */
export const COMMANDS: readonly CommandEntry[] = [
  { names: ['up'], load: async () => (await import('./up.js')).registerUp },
  { names: ['demo'], load: async () => (await import('./demo.js')).registerDemo },
  { names: ['trace'], load: async () => (await import('./trace.js')).registerTrace },
  { names: ['report'], load: async () => (await import('./report.js')).registerReport },
  { names: ['doctor'], load: async () => (await import('./doctor.js')).registerDoctor },
  { names: ['classify'], load: async () => (await import('./classify.js')).registerClassify },
  { names: ['normalise', 'normalize'], load: async () => (await import('./normalise.js')).registerNormalise },
  { names: ['agent'], load: async () => (await import('./agent.js')).registerAgent },
  { names: ['token'], load: async () => (await import('./token.js')).registerToken },
  { names: ['connect'], load: async () => (await import('./connect.js')).registerConnect },
  { names: ['backfill'], load: async () => (await import('./backfill.js')).registerBackfill },
  { names: ['replay'], load: async () => (await import('./replay.js')).registerReplay },
];
