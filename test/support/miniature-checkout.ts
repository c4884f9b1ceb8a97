import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { temporaryDirectory } from './temporary-directory.js';

const SCRIPTS = path.resolve(import.meta.dirname, '../../scripts');

/** A tool that notes that it ran, waits a little, and makes what the real one makes. */
const tool = (name: string, makes: string): string => `
  const fs = require('node:fs');
  const path = require('node:path');
  const make = (file, text = '') => { fs.mkdirSync(path.dirname(file), { recursive: true }); fs.writeFileSync(file, text); };
  fs.appendFileSync('ran.log', '${name} ');
  if (fs.existsSync('break-${name}')) { console.log('${name} says why'); process.exit(3); }
  setTimeout(() => { ${makes} }, ${name === 'npm' ? 300 : 20});
`;

const TOOLS = {
  'node_modules/typescript/bin/tsc': tool(
    'tsc',
    `fs.cpSync('apps', 'dist/apps', { recursive: true }); make('dist/libs/x');`,
  ),
  'node_modules/prisma/build/index.js': tool('prisma', `make('libs/store/src/generated/client.ts');`),
  'node_modules/vite/bin/vite.js': tool('vite', `make('dist/web/index.html');`),
};

/** An npm that unpacks the tools, and writes the lock file of what it installed last, as the real one does. */
const NPM = tool(
  'npm',
  `for (const [file, text] of Object.entries(${JSON.stringify(TOOLS)})) make(file, text);
   make('node_modules/.package-lock.json', JSON.stringify({ packages: { 'node_modules/zod': { version: '4.0.0' } } }));`,
);

/** The command: prints its arguments; \`exit N\` ends with that code, \`wait\` until a signal. */
const MAIN = `
  const [command, code] = process.argv.slice(2);
  if (command === 'wait') process.on('SIGTERM', () => process.exit(42));
  console.log(JSON.stringify(process.argv.slice(2)));
  if (command === 'exit') process.exit(Number(code));
  if (command === 'wait') setInterval(() => {}, 1000);
`;

const lockFile = (version: string): string =>
  JSON.stringify({ packages: { '': { dependencies: { zod: version } }, 'node_modules/zod': { version } } });

/** A finished run of the entry script. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A checkout with the real scripts and with tools that only pretend. */
export class MiniatureCheckout {
  private constructor(private readonly root: string) {}

  static async create(): Promise<MiniatureCheckout> {
    const checkout = new MiniatureCheckout(await realpath(await temporaryDirectory()));
    await cp(SCRIPTS, path.join(checkout.root, 'scripts'), { recursive: true });
    await checkout.write('package.json', JSON.stringify({ type: 'module', dependencies: { zod: '4.0.0' } }));
    await checkout.write('package-lock.json', lockFile('4.0.0'));
    await checkout.write('fake-npm/npm-cli.cjs', NPM);
    await checkout.write('apps/cli/src/main.js', MAIN);
    await checkout.write('libs/a.ts', 'export const a = 1;');
    for (const file of ['tsconfig.json', 'tsconfig.build.json', 'prisma.config.ts', 'prisma/schema.prisma']) {
      await checkout.write(file, '{}');
    }
    await checkout.write('apps/web/index.html', '<!doctype html>');
    return checkout;
  }

  async write(file: string, text: string): Promise<void> {
    await mkdir(path.join(this.root, path.dirname(file)), { recursive: true });
    await writeFile(path.join(this.root, file), text);
  }

  path(file: string): string {
    return path.join(this.root, file);
  }

  /** Which tools ran since the last time this was asked, in order. */
  async toolsRun(): Promise<readonly string[]> {
    const log = await readFile(this.path('ran.log'), 'utf8').catch(() => '');
    await writeFile(this.path('ran.log'), '');
    return log.split(' ').filter((name) => name !== '');
  }

  /** Starts the entry script; `nodeFlags` go to Node itself. */
  start(args: readonly string[], { env = {}, nodeFlags = [] as readonly string[] } = {}): ChildProcess {
    return spawn(process.execPath, [...nodeFlags, this.path('scripts/run.mjs'), ...args], {
      cwd: this.root,
      env: { PATH: process.env.PATH, npm_execpath: this.path('fake-npm/npm-cli.cjs'), ...env },
    });
  }

  /** Runs the entry script to its end. */
  run(args: readonly string[], options = {}): Promise<Ran> {
    return ended(this.start(args, options));
  }
}

/** Waits for a process and collects what it printed. */
export function ended(child: ChildProcess): Promise<Ran> {
  const printed = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk) => {
    printed.stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    printed.stderr += chunk;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...printed })));
}
