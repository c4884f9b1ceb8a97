import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { quietly } from './child.mjs';
import { clearStamp, filesUnder, fingerprint, readStamp, writeStamp } from './fingerprint.mjs';
import { dependenciesInstalled } from './installed.mjs';
import { inRoot } from './paths.mjs';

/** Runs a package's command with this Node. */
const tool = (what, file, args, env) =>
  quietly(what, process.execPath, [inRoot('node_modules', file), ...args], { env });

/** A step that is fresh while its inputs hash to what they did when it last completed and its output exists. */
const stamped = ({ name, note, inputs, output, needed = () => true, run }) => {
  // Results depend on the tools as well, and the lock file names their versions.
  const current = () => fingerprint([...inputs(), 'package-lock.json'], process.version);
  return {
    name,
    note,
    isFresh: () => !needed() || (existsSync(inRoot(output)) && readStamp(name) === current()),
    run: async () => {
      const before = current();
      clearStamp(name);
      await run();
      writeStamp(name, before);
    },
  };
};

/** `npm run` says which npm it is; otherwise the one on the PATH is taken. */
const npmCommand = () => {
  const own = process.env.npm_execpath;
  return own && path.basename(own).startsWith('npm') ? [process.execPath, own] : ['npm'];
};

const install = {
  name: 'install',
  note: 'installing dependencies (about a minute the first time)',
  isFresh: dependenciesInstalled,
  run: () => {
    const [command, ...args] = npmCommand();
    // Development packages are needed to build, whatever NODE_ENV says; `npm run -s` would silence errors.
    const flags = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const missing = 'npm was not found. It comes with Node.js: install it, or put it on the PATH.';
    return quietly('npm ci', command, [...args, ...flags], { missing });
  },
};

/**
 * `prisma generate` fetches an engine that it then does not run. Pointing it at any executable file keeps the
 * set-up working without that download.
 */
const unusedEngine = () => {
  const file = inRoot('.cache', 'unused-schema-engine');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, '#!/bin/sh\nexit 0\n');
  chmodSync(file, 0o755);
  return file;
};

const SCHEMA = path.join('prisma', 'schema.prisma');

const generate = stamped({
  name: 'generate',
  note: 'generating the database client',
  needed: () => existsSync(inRoot(SCHEMA)),
  inputs: () => filesUnder([SCHEMA, 'prisma.config.ts']),
  output: path.join('libs', 'store', 'src', 'generated', 'client.ts'),
  run: () =>
    tool('prisma generate', 'prisma/build/index.js', ['generate'], {
      PRISMA_SCHEMA_ENGINE_BINARY: unusedEngine(),
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    }),
});

const WEB = path.join('apps', 'web');
const isServerSource = (file) =>
  /\.(ts|json)$/.test(file) && !file.endsWith('.spec.ts') && !file.startsWith(WEB);

/** Types are the business of `npm run check`; leaving them out here makes the first start several times faster. */
const compile = (project) => tool('tsc', 'typescript/bin/tsc', ['-p', project, '--noCheck']);

const build = stamped({
  name: 'build',
  note: 'building the server',
  inputs: () =>
    filesUnder(['apps', 'libs', 'tsconfig.json', 'tsconfig.build.json', 'package.json'], isServerSource),
  output: path.join('dist', 'libs'),
  run: () => compile('tsconfig.build.json'),
});

const page = stamped({
  name: 'page',
  note: 'building the page',
  needed: () => existsSync(inRoot(WEB, 'index.html')),
  inputs: () => filesUnder([WEB, path.join('libs', 'contract')], (file) => !/\.spec\.tsx?$/.test(file)),
  output: path.join('dist', 'web', 'index.html'),
  run: () =>
    tool('vite build', 'vite/bin/vite.js', [
      'build',
      WEB,
      '--outDir',
      inRoot('dist', 'web'),
      '--emptyOutDir',
    ]),
});

const bench = stamped({
  name: 'bench',
  note: 'building the benchmarks',
  inputs: () =>
    filesUnder(
      ['apps', 'libs', 'test/bench', 'test/support', 'tsconfig.json', 'tsconfig.bench.json'],
      isServerSource,
    ),
  output: path.join('dist', 'test', 'bench'),
  run: () => compile('tsconfig.bench.json'),
});

/** Every step, by name; the order of this object is the order they run in. */
export const STEPS = { install, generate, build, page, bench };

/** Removes what the builds wrote, stamps included. */
export function clean() {
  for (const directory of ['dist', path.join('.cache', 'stamps')]) {
    rmSync(inRoot(directory), { recursive: true, force: true });
  }
}
