import { existsSync, readdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { runParts } from './check-parts.mjs';
import { SetupError } from './child.mjs';
import { inRoot } from './paths.mjs';
import { clean } from './steps.mjs';

/** Commands of `pulltrace` that serve the page, and so need it built. */
const SERVING = ['up', 'demo'];

/**
 * Runs a module in this very process: signals reach it first hand, its exit code is ours, and no second Node has
 * to start.
 */
const become = async (file, args) => {
  process.argv = [process.argv[0], file, ...args];
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(file).href);
};

const ALL = ['install', 'generate', 'build', 'page'];

const runBench = async ([name, ...args]) => {
  const file = inRoot('dist', 'test', 'bench', `${name}.js`);
  if (name && existsSync(file)) return become(file, args);
  const names = readdirSync(inRoot('test', 'bench')).filter((entry) => entry.endsWith('.ts'));
  const list = names.map((entry) => entry.slice(0, -'.ts'.length)).join(', ') || 'none';
  throw new SetupError(`usage: npm run bench -- <name>; there are: ${list}`, 2);
};

/** What can be run, by name: the steps it needs and the way to run it. */
export const TARGETS = {
  pulltrace: {
    steps: ([command]) => ALL.filter((step) => step !== 'page' || SERVING.includes(command)),
    run: (args) => become(inRoot('dist', 'apps', 'cli', 'src', 'main.js'), args),
  },
  test: {
    steps: () => ALL,
    run: (args) => become(inRoot('node_modules', 'vitest', 'vitest.mjs'), ['run', ...args]),
  },
  'test:cluster': {
    steps: () => ALL,
    run: (args) =>
      become(inRoot('node_modules', 'vitest', 'vitest.mjs'), [
        'run',
        '--config',
        inRoot('test', 'cluster', 'vitest.config.ts'),
        ...args,
      ]),
  },
  bench: { steps: () => ['install', 'generate', 'build', 'bench'], run: runBench },
  build: { steps: () => ALL, run: async () => {} },
  rebuild: {
    steps: () => {
      clean();
      return ALL;
    },
    run: async () => {},
  },
  check: { steps: () => ALL, run: runParts },
};
