import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SignJWT } from 'jose';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ended, type Ran } from '../support/miniature-checkout.js';
import { peer } from '../support/peers.js';
import { startTestServer, type TestServer } from '../support/server.js';

const curl = peer('curl');
const why = curl.reason === null ? '' : ` (${curl.reason})`;
const DEPLOY = path.resolve(import.meta.dirname, '../../deploy');
const SCRIPT = path.join(DEPLOY, 'report-build/report-build.sh');
const SHA = '7f3a6ce2b4d1905e8c6af0137d2b49e85c1f0a3d';
const DIGEST = `sha256:${'ab12'.repeat(16)}`;
const REQUEST_TOKEN = 'request-token-of-the-runner';
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = { ...keys.publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' };

type Environment = Readonly<Record<string, string>>;

/** GitHub, as far as a job sees it: its keys, and the token that it hands to a job for an audience. */
let github: Server;
let address: string;
let server: TestServer;
beforeAll(async () => {
  github = createServer((incoming, response) => {
    const url = new URL(incoming.url ?? '', address);
    if (url.pathname === '/.well-known/jwks') return response.end(JSON.stringify({ keys: [jwk] }));
    if (incoming.headers.authorization !== `Bearer ${REQUEST_TOKEN}`) return response.writeHead(401).end();
    return void idToken(url.searchParams.get('audience') ?? '').then((value) =>
      response.end(JSON.stringify({ count: 1, value })),
    );
  });
  await new Promise<void>((resolve) => github.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(github.address() as AddressInfo).port}`;
  const trusted = `issuer: "${address}", audience: pulltrace, repositories: ["acme/*"], allowPrivate: true`;
  server = await startTestServer({ configuration: `jobTokens:\n  - {provider: github, ${trusted}}\n` });
});
afterAll(async () => {
  await server?.stop();
  github?.close();
});

const idToken = (audience: string) =>
  new SignJWT({ repository: 'acme/api' })
    .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
    .setIssuer(address)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(keys.privateKey);

/** Runs a line of shell as a runner does, with this environment and nothing else of ours. */
const shell = (line: string, env: Environment, cwd = DEPLOY): Promise<Ran> =>
  ended(spawn('sh', ['-e', '-c', line], { cwd, env: { PATH: process.env['PATH'] ?? '', ...env } }));

/** The reports kept last, newest first. */
async function reports(): Promise<Record<string, unknown>[]> {
  const admin = (where: string) =>
    request(server.url).get(where).set('authorization', server.as.admin).expect(200);
  const { body } = await admin('/v1/deliveries');
  const newest = (body.items as { id: string }[])[0];
  return newest
    ? (JSON.parse((await admin(`/v1/deliveries/${newest.id}`)).body.body) as Record<string, unknown>[])
    : [];
}

const GITHUB_JOB: Environment = {
  GITHUB_ACTIONS: 'true',
  GITHUB_REPOSITORY: 'acme/api',
  GITHUB_SHA: SHA,
  GITHUB_REF_TYPE: 'branch',
  GITHUB_REF_NAME: 'main',
  GITHUB_WORKFLOW: 'Build "and" push',
  GITHUB_RUN_ID: '9155001',
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_JOB: 'image',
  GITHUB_SERVER_URL: 'https://github.com',
};

/** The environment and the line of the action's one step, with its expressions filled in. */
function actionStep(inputs: Environment, context: Environment = {}) {
  const action = parse(readFileSync(path.join(DEPLOY, 'github-action/action.yml'), 'utf8'));
  const [step] = action.runs.steps as { shell: string; env: Environment; run: string }[];
  const fallback = (name: string) => String(action.inputs[name]?.default ?? '');
  const values: Environment = {
    'job.status': 'failure',
    'github.action_path': path.join(DEPLOY, 'github-action'),
    ...context,
  };
  const fill = (text: string): string =>
    text.replaceAll(/\$\{\{ ([\w.]+) \}\}/g, (_, name: string) => {
      const input = /^inputs\.(\w+)$/.exec(name)?.[1];
      return input === undefined ? (values[name] ?? '') : fill(inputs[input] ?? fallback(input));
    });
  const env = Object.fromEntries(Object.entries(step?.env ?? {}).map(([name, text]) => [name, fill(text)]));
  return { line: step?.run ?? '', env };
}

describe.skipIf(curl.path === null)(`the GitHub Action${why}`, () => {
  it('reports the job with the ID token that GitHub gives it', async () => {
    const images = `ghcr.io/acme/api:1.10\n\n  localhost:5000/acme/api:main@${DIGEST}\n`;
    const { line, env } = actionStep(
      { url: server.url, audience: 'pulltrace', images },
      { 'job.check_run_id': '28811' },
    );
    const tokens = {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${address}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: REQUEST_TOKEN,
    };
    const { code, stderr } = await shell(line, { ...GITHUB_JOB, ...tokens, ...env });
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'pulltrace: reported image of acme/api as failure\n',
    });
    expect(await reports()).toEqual([
      {
        kind: 'build',
        provider: 'github',
        repository: 'acme/api',
        commit: SHA,
        branch: 'main',
        workflow: 'Build "and" push',
        runId: '9155001',
        runAttempt: 2,
        runUrl: 'https://github.com/acme/api/actions/runs/9155001',
        jobId: '28811',
        jobName: 'image',
        status: 'failure',
        images: [
          { repository: 'ghcr.io/acme/api', tag: '1.10' },
          { repository: 'localhost:5000/acme/api', tag: 'main', digest: DIGEST },
        ],
      },
    ]);
  });

  it('reports the head of a pull request, and a tag as a tag', async () => {
    const head = SHA.replace('7', '8');
    const inputs = { url: server.url, token: server.as.ingest.replace('Bearer ', ''), status: 'success' };
    const ofPullRequest = actionStep(inputs, { 'github.event.pull_request.head.sha': head });
    await shell(ofPullRequest.line, { ...GITHUB_JOB, GITHUB_HEAD_REF: 'feature/x', ...ofPullRequest.env });
    expect(await reports()).toMatchObject([{ commit: head, branch: 'feature/x', status: 'success' }]);
    const { line, env } = actionStep(inputs);
    await shell(line, { ...GITHUB_JOB, GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v1.8.3', ...env });
    const [report] = await reports();
    expect(report).toMatchObject({ gitTag: 'v1.8.3', commit: SHA });
    expect(report).not.toHaveProperty('branch');
  });

  it.each<[string, Environment, Environment]>([
    ['the audience is another', { audience: 'elsewhere' }, {}],
    ['the token is wrong', { token: 'pt_ingest_wrong' }, {}],
    ['there is no token', {}, { ACTIONS_ID_TOKEN_REQUEST_URL: '' }],
    ['GitHub gives none', { audience: 'pulltrace' }, { ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'wrong' }],
    ['the repository is not its own', { audience: 'pulltrace' }, { GITHUB_REPOSITORY: 'acme/other' }],
  ])('leaves the job alone when %s, unless it is strict', async (_, inputs, change) => {
    const run = (strict: string) => {
      const { line, env } = actionStep({ url: server.url, strict, ...inputs });
      const tokens = {
        ACTIONS_ID_TOKEN_REQUEST_URL: `${address}/token?api-version=2.0`,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: REQUEST_TOKEN,
      };
      return shell(line, { ...GITHUB_JOB, ...tokens, ...env, ...change });
    };
    const lenient = await run('false');
    expect(lenient.code).toBe(0);
    expect(lenient.stderr).toMatch(/pulltrace: /);
    expect((await run('true')).code).toBe(1);
  });
});

describe.skipIf(curl.path === null)(`the GitLab CI snippet${why}`, () => {
  it('reports the job after it ended', async () => {
    const snippet = parse(readFileSync(path.join(DEPLOY, 'gitlab-ci/report-build.yml'), 'utf8'))[
      '.report-build'
    ];
    expect(snippet.id_tokens.PULLTRACE_TOKEN.aud).toBe('$PULLTRACE_URL');
    const project = mkdtempSync(path.join(tmpdir(), 'pulltrace-gitlab-'));
    cpSync(SCRIPT, path.join(project, '.pulltrace/report-build.sh'));
    const ran = await shell(
      snippet.after_script.join('\n'),
      {
        GITLAB_CI: 'true',
        CI: 'true',
        CI_PROJECT_PATH: 'acme/shop/api',
        CI_COMMIT_SHA: SHA,
        CI_COMMIT_BRANCH: 'feature/"quoted"\\branch',
        CI_PIPELINE_ID: '3101',
        CI_PIPELINE_URL: 'https://git.acme.test/acme/shop/api/-/pipelines/3101',
        CI_JOB_ID: '377',
        CI_JOB_NAME: 'image',
        CI_JOB_STATUS: 'failed',
        PULLTRACE_URL: `${server.url}/`,
        PULLTRACE_TOKEN: server.as.ingest.replace('Bearer ', ''),
        PULLTRACE_IMAGES: 'registry.acme.test/shop/api:7f3a6ce',
      },
      project,
    );
    rmSync(project, { recursive: true, force: true });
    expect(ran).toMatchObject({ code: 0 });
    expect(await reports()).toEqual([
      {
        kind: 'build',
        provider: 'gitlab',
        repository: 'acme/shop/api',
        commit: SHA,
        branch: 'feature/"quoted"\\branch',
        runId: '3101',
        runUrl: 'https://git.acme.test/acme/shop/api/-/pipelines/3101',
        jobId: '377',
        jobName: 'image',
        status: 'failure',
        images: [{ repository: 'registry.acme.test/shop/api', tag: '7f3a6ce' }],
      },
    ]);
  });
});

describe.skipIf(curl.path === null)(`the script elsewhere${why}`, () => {
  it.each<[string, Environment, Record<string, unknown>]>([
    [
      'Woodpecker',
      {
        CI: 'woodpecker',
        CI_REPO: 'acme/api',
        CI_COMMIT_SHA: SHA,
        CI_PIPELINE_NUMBER: '12',
        CI_PIPELINE_STATUS: 'success',
      },
      { provider: 'woodpecker', repository: 'acme/api', commit: SHA, runId: '12', status: 'success' },
    ],
    [
      'Drone',
      {
        DRONE: 'true',
        DRONE_REPO: 'acme/api',
        DRONE_COMMIT_SHA: SHA,
        DRONE_BUILD_NUMBER: '12',
        DRONE_BUILD_STATUS: 'killed',
      },
      { provider: 'drone', repository: 'acme/api', runId: '12', status: 'cancelled' },
    ],
    [
      'Jenkins',
      {
        JENKINS_URL: 'https://jenkins.acme.test/',
        GIT_URL: 'git@git.acme.test:acme/api.git',
        GIT_COMMIT: SHA,
        JOB_NAME: 'api',
        BUILD_NUMBER: '812',
        PULLTRACE_STATUS: 'unstable',
      },
      { provider: 'jenkins', repository: 'acme/api', runId: 'api/812', status: 'failure' },
    ],
    [
      'a system of its own',
      {
        REPORT_PROVIDER: 'homemade',
        REPORT_REPOSITORY: 'acme/api',
        REPORT_COMMIT: SHA,
        REPORT_RUN_ID: '7',
        PULLTRACE_STATUS: 'odd',
      },
      { provider: 'homemade', repository: 'acme/api', commit: SHA, runId: '7', status: 'unknown' },
    ],
  ])('reports what %s says in its variables', async (_, env, expected) => {
    const access = { PULLTRACE_URL: server.url, PULLTRACE_TOKEN: server.as.ingest.replace('Bearer ', '') };
    const ran = await shell(`sh ${SCRIPT}`, { ...access, PULLTRACE_STRICT: 'true', ...env });
    expect(ran).toMatchObject({ code: 0 });
    expect(await reports()).toMatchObject([expected]);
  });

  it('goes on when nobody answers', async () => {
    const env = { PULLTRACE_URL: 'http://127.0.0.1:9', PULLTRACE_TOKEN: 'x', REPORT_REPOSITORY: 'acme/api' };
    expect(await shell(`sh ${SCRIPT}`, env)).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('cannot be reached'),
    });
  });
});
