import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommitReport, DoctorReport, Trace } from '#contract';
import { type CliResult, runCli } from '../support/run-cli.js';
import { startTestServer, type TestServer } from '../support/server.js';

const COMMIT = '5d21c8e47fb60a93c1d2e3f405162738495a6b7c';
const IMAGE = 'registry.acme.test/shop/web';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  const post = (where: string, body: object) =>
    request(server.url).post(where).set('authorization', server.as.ingest).send(body).expect(202);
  await post('/v1/builds', {
    repository: 'acme/web',
    commit: COMMIT,
    status: 'success',
    runId: '7',
    images: [{ repository: IMAGE, tag: '1.4.2' }],
  });
  await post('/v1/pushes', { repository: IMAGE, tag: '1.4.2', commit: COMMIT, sourceRepository: 'acme/web' });
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const { body } = await request(server.url)
      .get(`/v1/trace?image=${IMAGE}:1.4.2`)
      .set('authorization', server.as.read);
    if (body.state === 'available' && body.commit) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the push was not worked; the log says: ${server.log.join('')}`);
});
afterAll(() => server.stop());

/** As a person on the machine of a running instance: nothing is set but the data directory. */
const local = (...args: string[]) => runCli(args, { PULLTRACE_DATA_DIR: server.dataDir });
const remote = (args: string[], token: string) =>
  runCli(args, {
    PULLTRACE_DATA_DIR: '/nowhere',
    PULLTRACE_URL: server.url,
    PULLTRACE_TOKEN: token.replace('Bearer ', ''),
  });

describe('trace', () => {
  it('prints the verdict with the tag that was really pushed', async () => {
    const { code, stdout, stderr } = await local('trace', `${IMAGE}:v1.4.2`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`Image   ${IMAGE}:v1.4.2 was never pushed`);
    expect(stdout).toContain('tag_spelled_differently');
    expect(stdout).toContain(`Pushed  ${IMAGE}:1.4.2`);
    expect(stdout).toContain('What to do');
  });

  it('says who made an image that is there', async () => {
    const { stdout } = await local('trace', `${IMAGE}:1.4.2`);
    expect(stdout).toMatch(/was pushed and not deleted since[\s\S]*Commit {2}5d21c8e47fb6 in acme\/web/);
  });

  it('gives the API its word as JSON, for a cluster and a namespace', async () => {
    const { code, stdout } = await remote(
      ['trace', `${IMAGE}:1.4.2`, '--cluster', 'c', '--namespace', 'n', '--json'],
      server.as.read,
    );
    expect(code).toBe(0);
    expect(Trace.parse(JSON.parse(stdout)).state).toBe('available');
  });

  it('exits 1 for what is no reference, and says which part is wrong', async () => {
    const { code, stdout, stderr } = await local('trace', 'acme/UPPER');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('image: ');
  });
});

describe('report', () => {
  it('prints Markdown, or JSON', async () => {
    const markdown = await local('report', COMMIT.slice(0, 8));
    expect(markdown.code).toBe(0);
    expect(markdown.stdout).toContain('### Commit `5d21c8e47fb6` in `acme/web`');
    const json = await local('report', COMMIT, '--format', 'json');
    expect(CommitReport.parse(JSON.parse(json.stdout)).commit.sha).toBe(COMMIT);
  });

  it.each([
    [['report', '0123456789'], 1, 'Not Found'],
    [['report', 'main'], 1, 'hexadecimal'],
    [['report', COMMIT, '--format', 'pdf'], 2, 'pdf'],
  ])('%j exits %i', async (args, code, words) => {
    const result = await local(...args);
    expect(result).toMatchObject({ code, stdout: '' });
    expect(result.stderr).toContain(words);
  });
});

describe('doctor', () => {
  it('prints one line a check, or JSON', async () => {
    const { code, stdout } = await local('doctor');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ok +database +answers$/m);
    expect(stdout).toMatch(/^warning +feed failures/m);
    expect(DoctorReport.parse(JSON.parse((await local('doctor', '--json')).stdout)).healthy).toBe(true);
  });
});

describe('token', () => {
  it('makes a token that works at once, lists it without its text, and takes it back', async () => {
    const made = await local('token', 'create', '--name', 'ci', '--scope', 'ingest');
    expect(made.code).toBe(0);
    expect(made.stdout).toMatch(/^pt_ingest_[\w-]{43}\n$/);
    expect(made.stderr).toContain('hash');
    const authorization = `Bearer ${made.stdout.trim()}`;
    await request(server.url)
      .post('/v1/pushes')
      .set({ authorization })
      .send({ repository: IMAGE, tag: 'x' })
      .expect(202);
    const listed = await local('token', 'list');
    expect(listed.stdout).toMatch(/\tingest\tci\t\S+\tvalid\n/);
    expect(listed.stdout).not.toContain(made.stdout.trim());
    expect(await local('token', 'create', '--name', 'ci', '--scope', 'read')).toMatchObject({
      code: 1,
      stdout: '',
    });
    expect(await local('token', 'revoke', 'ci')).toMatchObject({ code: 0 });
    expect((await local('token', 'list')).stdout).toMatch(/\tci\t\S+\trevoked /);
    expect(await local('token', 'revoke', 'ci')).toMatchObject({ code: 1 });
    for (let attempt = 0; ; attempt += 1) {
      const { status } = await request(server.url)
        .post('/v1/pushes')
        .set({ authorization })
        .send({ repository: IMAGE, tag: 'x' });
      if (status === 401) break;
      expect(attempt).toBeLessThan(100);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });
});

describe('replay', () => {
  it('has deliveries worked again', async () => {
    const { code, stdout } = await local('replay', '--from', '2020-01-01T00:00:00Z', '--source', 'api');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^[1-9]\d* deliveries/);
    expect((await local('replay', '--from', '2999-01-01T00:00:00Z')).stdout).toMatch(/^0 deliveries/);
    expect(await local('replay', '--from', 'yesterday')).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('what goes wrong', () => {
  const nowhere = (args: string[], more: Record<string, string> = {}): Promise<CliResult> =>
    runCli(args, { PULLTRACE_DATA_DIR: '/nowhere', ...more });

  it.each([
    [['trace', 'nginx'], {}, 'pulltrace up'],
    [['token', 'list'], {}, 'DATABASE_URL'],
    [
      ['trace', 'nginx'],
      { PULLTRACE_URL: 'http://127.0.0.1:1' },
      'No Pulltrace answers at http://127.0.0.1:1',
    ],
    [['trace', 'nginx'], { PULLTRACE_URL: 'nonsense' }, 'no address'],
    [['token', 'list'], { DATABASE_URL: 'postgresql://u:hunter2@127.0.0.1:1/x' }, 'cannot be reached'],
  ])('%j exits 1 with a sentence', async (args, environment, words) => {
    const { code, stdout, stderr } = await nowhere(args, environment as Record<string, string>);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr).not.toMatch(/hunter2| {4}at /);
  });

  it('says which token is needed', async () => {
    const { code, stderr } = await remote(['trace', 'nginx'], server.as.ingest);
    expect(code).toBe(1);
    expect(stderr).toMatch(/scope read[\s\S]*PULLTRACE_TOKEN/);
  });

  it.each([
    [[], 2],
    [['nonsense'], 2],
    [['trace'], 2],
    [['up', '--port', '99999'], 2],
    [['up', '--prot', '80'], 2],
    [['token'], 2],
    [['token', 'create', '--name', 'x'], 2],
    [['token', 'create', '--name', 'x', '--scope', 'root'], 2],
    [['--help'], 0],
    [['trace', '--help'], 0],
    [['--version'], 0],
  ])('%j exits %i', async (args, code) => {
    const result = await nowhere(args);
    expect(result.code).toBe(code);
    expect(result.stdout === '').toBe(code !== 0);
  });

  it('names every command in its help', async () => {
    const { stdout } = await nowhere(['--help']);
    for (const name of [
      'up',
      'demo',
      'classify',
      'normalise',
      'trace',
      'report',
      'doctor',
      'token',
      'replay',
    ]) {
      expect(stdout).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'));
    }
  });
});
