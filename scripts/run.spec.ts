import { once } from 'node:events';
import { readFile, rm, stat, utimes } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { ended, MiniatureCheckout } from '../test/support/miniature-checkout.js';

const EVERYTHING = ['npm', 'prisma', 'tsc', 'vite'];

describe('a run from a fresh checkout', () => {
  it('sets everything up, in order, and then is the command, whose output alone is on stdout', async () => {
    const checkout = await MiniatureCheckout.create();
    const { code, stdout, stderr } = await checkout.run(['pulltrace', 'demo', '--once']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '["demo","--once"]\n' });
    expect(await checkout.toolsRun()).toEqual(EVERYTHING);
    expect(stderr).toContain('installing dependencies');
  });

  it('builds the page only for the commands that serve it', async () => {
    const checkout = await MiniatureCheckout.create();
    await checkout.run(['pulltrace', 'classify']);
    expect(await checkout.toolsRun()).toEqual(['npm', 'prisma', 'tsc']);
    await checkout.run(['pulltrace', 'up']);
    expect(await checkout.toolsRun()).toEqual(['vite']);
  });

  it('takes the npm on the PATH when no npm started it', async () => {
    const checkout = await MiniatureCheckout.create();
    const nowhere = { env: { npm_execpath: '', PATH: checkout.path('no-such-directory') } };
    const { code, stderr } = await checkout.run(['build'], nowhere);
    expect(code).toBe(1);
    expect(stderr).toContain('npm was not found');
  });
});

describe('a run from a checkout that is set up', () => {
  it('does nothing but the command, and says nothing', async () => {
    const checkout = await MiniatureCheckout.create();
    await checkout.run(['build']);
    await checkout.toolsRun();
    const { stderr } = await checkout.run(['pulltrace', 'demo']);
    expect(await checkout.toolsRun()).toEqual([]);
    expect(stderr).toBe('');
  });

  // What is generated from the schema comes out the same here, so the build that contains it is not repeated.
  it.each([
    ['a source file', 'libs/a.ts', 'export const a = 2;', ['tsc']],
    ['the schema', 'prisma/schema.prisma', 'model A {}', ['prisma']],
    ['a file of the page', 'apps/web/index.html', '<p>', ['vite']],
    ['a spec', 'libs/a.spec.ts', 'test', []],
  ])('repeats what depends on %s when it changed', async (_what, file, text, tools) => {
    const checkout = await MiniatureCheckout.create();
    await checkout.run(['build']);
    await checkout.toolsRun();
    await checkout.write(file, text);
    await checkout.run(['build']);
    // Generating wrote the same file again, so the build that contains it has nothing to do.
    expect(await checkout.toolsRun()).toEqual(
      tools.filter((tool) => tool !== 'tsc' || file.startsWith('libs')),
    );
  });

  it('goes by content and not by time', async () => {
    const checkout = await MiniatureCheckout.create();
    await checkout.run(['build']);
    await checkout.toolsRun();
    await utimes(checkout.path('libs/a.ts'), 1, 1);
    await checkout.run(['build']);
    expect(await checkout.toolsRun()).toEqual([]);
  });

  it.each([
    ['another version is locked', { 'node_modules/zod': { version: '4.0.1' } }],
    [
      'a package is locked that is not there',
      { 'node_modules/zod': { version: '4.0.0' }, 'node_modules/pg': {} },
    ],
    ['a package is there that is not locked', {}],
  ])('installs again when %s', async (_what, packages) => {
    const checkout = await MiniatureCheckout.create();
    await checkout.run(['build']);
    await checkout.toolsRun();
    const root = { dependencies: { zod: '4.0.0' } };
    await checkout.write('package-lock.json', JSON.stringify({ packages: { '': root, ...packages } }));
    await checkout.run(['build']);
    expect((await checkout.toolsRun())[0]).toBe('npm');
  });

  it('does not miss the packages of other platforms', async () => {
    const checkout = await MiniatureCheckout.create();
    const packages = {
      '': { dependencies: { zod: '4.0.0' } },
      'node_modules/zod': { version: '4.0.0' },
      'node_modules/zod-elsewhere': { version: '4.0.0', optional: true, os: ['elsewhere'] },
    };
    await checkout.write('package-lock.json', JSON.stringify({ packages }));
    await checkout.run(['build']);
    await checkout.toolsRun();
    await checkout.run(['build']);
    expect(await checkout.toolsRun()).toEqual([]);
  });
});

describe('a step that fails', () => {
  it('shows what its tool said, stops, and is tried again by the next run', async () => {
    const checkout = await MiniatureCheckout.create();
    await checkout.write('break-tsc', '');
    const { code, stdout, stderr } = await checkout.run(['pulltrace', 'demo']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('tsc says why');
    expect(await checkout.toolsRun()).toEqual(['npm', 'prisma', 'tsc']);
    await rm(checkout.path('break-tsc'));
    await checkout.run(['pulltrace', 'demo']);
    expect(await checkout.toolsRun()).toEqual(['tsc', 'vite']);
  });
});

describe('two runs at once', () => {
  it('set the checkout up once', async () => {
    const checkout = await MiniatureCheckout.create();
    const both = await Promise.all([
      checkout.run(['pulltrace', 'demo']),
      checkout.run(['pulltrace', 'demo']),
    ]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(await checkout.toolsRun()).toEqual(EVERYTHING);
  });

  it.each([
    ['its process is gone', '2147483647', 0],
    ['it has been silent for long, whoever has its number now', String(process.pid), 3_600],
    ['it is empty', '', 3_600],
  ])('are not kept waiting by a left-over lock: %s', async (_what, content, ageSeconds) => {
    const checkout = await MiniatureCheckout.create();
    await checkout.write('.cache/run.lock', content);
    const then = Date.now() / 1_000 - ageSeconds;
    await utimes(checkout.path('.cache/run.lock'), then, then);
    expect(await checkout.run(['build'])).toMatchObject({ code: 0 });
    await expect(stat(checkout.path('.cache/run.lock'))).rejects.toThrow('ENOENT');
  });
});

describe('the command', () => {
  it('passes its exit code on', async () => {
    const checkout = await MiniatureCheckout.create();
    expect(await checkout.run(['pulltrace', 'exit', '7'])).toMatchObject({ code: 7 });
  });

  it('gets the signals itself', async () => {
    const checkout = await MiniatureCheckout.create();
    const child = checkout.start(['pulltrace', 'wait']);
    const result = ended(child);
    if (child.stdout) await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await result).toMatchObject({ code: 42 });
  });

  it('is not started after a signal during the set-up, which leaves no lock', async () => {
    const checkout = await MiniatureCheckout.create();
    const child = checkout.start(['pulltrace', 'demo']);
    const result = ended(child);
    if (child.stderr) await once(child.stderr, 'data');
    await expect.poll(() => readFile(checkout.path('ran.log'), 'utf8').catch(() => '')).toBe('npm ');
    child.kill('SIGTERM');
    expect(await result).toMatchObject({ code: 143, stdout: '' });
    await expect(stat(checkout.path('.cache/run.lock'))).rejects.toThrow('ENOENT');
  });
});

describe('the entry', () => {
  it('tells an old Node what is wrong', async () => {
    const checkout = await MiniatureCheckout.create();
    await checkout.write(
      'old.cjs',
      `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.18.3' } });`,
    );
    const flags = { nodeFlags: ['--require', checkout.path('old.cjs')] };
    const { code, stdout, stderr } = await checkout.run(['pulltrace', 'demo'], flags);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('needs Node.js 20.19 or newer, and this is 20.18.3');
    expect(await checkout.toolsRun()).toEqual([]);
  });

  it('explains itself', async () => {
    const checkout = await MiniatureCheckout.create();
    const { code, stderr } = await checkout.run(['no-such-target']);
    expect(code).toBe(2);
    expect(stderr).toContain('usage: node scripts/run.mjs pulltrace|test|');
  });
});
