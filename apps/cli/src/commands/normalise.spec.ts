import { createHmac } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { normalise, registerNormalise } from './normalise.js';

const SECRET = 'top secret';
const folder = mkdtempSync(path.join(tmpdir(), 'normalise-'));
let files = 0;

function file(content: string): string {
  const name = path.join(folder, `${files++}`);
  writeFileSync(name, content);
  return name;
}

const push = JSON.stringify({
  ref: 'refs/heads/main',
  after: '7f3a6ce2b4d1905e8c6af0137d2b49e85c1f0a3d',
  repository: { full_name: 'acme/api' },
});
const signature = `sha256=${createHmac('sha256', SECRET).update(push).digest('hex')}`;
const githubHeaders = (more: Record<string, unknown> = {}) =>
  file(JSON.stringify({ 'X-GitHub-Event': 'push', 'X-GitHub-Delivery': 'd-1', ...more }));
const envelope = JSON.stringify({
  events: [
    { id: 'e-1', action: 'push', target: { repository: 'shop/api', tag: '1.0' }, request: { host: 'inner' } },
  ],
});

async function run(options: Partial<Parameters<typeof normalise>[0]>) {
  const answers: string[] = [];
  const complaints: string[] = [];
  const exitCode = await normalise(
    { provider: 'github', headers: githubHeaders(), body: file(push), ...options },
    { answer: (line) => answers.push(line), complain: (line) => complaints.push(line) },
  );
  return { exitCode, answer: answers.map((line) => JSON.parse(line))[0], complaints: complaints.join() };
}

describe('normalise', () => {
  it('prints what a verified delivery says', async () => {
    const { exitCode, answer } = await run({
      headers: githubHeaders({ 'X-Hub-Signature-256': signature }),
      secret: SECRET,
    });
    expect(exitCode).toBe(0);
    expect(answer).toMatchObject({
      verified: true,
      deliveryId: 'd-1',
      observations: [{ kind: 'commit', repository: 'acme/api', branch: 'main' }],
    });
  });

  it('exits 1 when the signature does not hold or is missing, and shows no content', async () => {
    const bad = await run({ headers: githubHeaders({ 'X-Hub-Signature-256': signature }), secret: 'other' });
    expect(bad).toMatchObject({
      exitCode: 1,
      answer: { verified: false, deliveryId: 'd-1', ignored: 'bad_signature' },
    });
    const missing = await run({ secret: SECRET });
    expect(missing).toMatchObject({ exitCode: 1, answer: { verified: false, ignored: 'missing_signature' } });
    expect(missing.answer.observations).toBeUndefined();
  });

  it('shows a delivery that was not checked for want of a secret', async () => {
    const { exitCode, answer } = await run({});
    expect(exitCode).toBe(0);
    expect(answer).toMatchObject({ verified: false, reason: 'no_secret_configured', observations: [{}] });
  });

  it('checks timestamps against --now', async () => {
    const at = 1_772_359_445;
    const mac = createHmac('sha256', SECRET).update(`${at}.${push}`).digest('hex');
    const options = {
      provider: 'buildkite',
      headers: file(
        JSON.stringify({
          'X-Buildkite-Event': 'ping',
          'X-Buildkite-Signature': `timestamp=${at},signature=${mac}`,
        }),
      ),
      secret: SECRET,
    };
    expect((await run({ ...options, now: `${at + 10}` })).answer).toMatchObject({ verified: true });
    expect(await run({ ...options, now: `${at + 900}` })).toMatchObject({
      exitCode: 1,
      answer: { ignored: 'stale_timestamp' },
    });
    expect((await run(options)).answer).toMatchObject({ verified: true });
    expect((await run({ ...options, now: 'soon' })).exitCode).toBe(2);
  });

  it('gives the body a digest as id where the sender has none, and says "unsigned"', async () => {
    const { answer } = await run({
      provider: 'dockerhub',
      headers: file('{}'),
      body: file(JSON.stringify({ push_data: { tag: '1' }, repository: { repo_name: 'acme/api' } })),
    });
    expect(answer).toMatchObject({
      verified: 'unsigned',
      deliveryId: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      observations: [{ repository: 'docker.io/acme/api', tag: '1' }],
    });
  });

  it('takes the registry host and aliases of adapters', async () => {
    const { answer } = await run({
      provider: 'gitlab-registry',
      headers: file('{}'),
      body: file(envelope),
      registryHost: 'registry.acme.test',
    });
    expect(answer.observations[0].repository).toBe('registry.acme.test/shop/api');
  });

  it('exits 2 on an unknown provider and on files it cannot use', async () => {
    const unknown = await run({ provider: 'nobody' });
    expect(unknown).toMatchObject({ exitCode: 2, answer: undefined });
    expect(unknown.complaints).toContain('github');
    expect((await run({ provider: '__proto__' })).exitCode).toBe(2);
    for (const headers of [file('[]'), file('{'), path.join(folder, 'absent')])
      expect((await run({ headers })).exitCode).toBe(2);
    expect((await run({ body: path.join(folder, 'absent') })).exitCode).toBe(2);
  });
});

describe('the command line', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    process.exitCode = undefined;
  });

  it.each(['normalise', 'normalize'])('%s prints one line of JSON', async (name) => {
    const lines: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
    const program = new Command();
    registerNormalise(program);
    const options = ['--provider', 'github', '--headers', githubHeaders(), '--body', file(push)];
    await program.parseAsync(['node', 'pulltrace', name, ...options]);
    expect(process.exitCode).toBe(0);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ deliveryId: 'd-1' });
  });
});
