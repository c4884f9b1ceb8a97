import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectables } from '#app/standalone';
import { ciCatalog, ciSetups } from '#ci';
import { registryCatalog, registrySetups } from '#registry';
import { type ApiServer, startApiServer } from '../../support/forge/api-server.js';
import { githubRoutes } from '../../support/forge/github-answers.js';
import type { GitHubState } from '../../support/forge/github-state.js';
import { runCli } from '../../support/run-cli.js';

const github: GitHubState = {
  repository: 'acme/api',
  defaultBranch: 'main',
  commits: [],
  runs: [],
  hooks: [],
  packages: {},
};

const BASE = 'https://pulltrace.acme.test';
const directory = mkdtempSync(path.join(tmpdir(), 'pulltrace-connect-'));
const file = path.join(directory, 'pulltrace.yaml');
let api: ApiServer;

beforeAll(async () => {
  api = await startApiServer(githubRoutes(github));
  writeFileSync(
    file,
    `sources:
  - {id: github-acme, provider: github, secrets: ["the-secret-of-github"]}
  - {id: hub, provider: dockerhub, token: "unguessable-path-token"}
  - {id: a, provider: gitlab, secrets: ["the-secret-of-a-gitlab"]}
  - {id: b, provider: gitlab, secrets: ["the-secret-of-b-gitlab"]}
github: {baseUrl: "${api.url}"}
`,
  );
});
afterAll(async () => {
  await api.close();
  rmSync(directory, { recursive: true, force: true });
});

const connect = (args: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
  runCli(['connect', ...args], {
    PULLTRACE_CONFIG: file,
    PULLTRACE_URL: BASE,
    GITHUB_TOKEN: '',
    ...environment,
  });

describe('connect', () => {
  it('says what to paste where, with the address and secret of the configured source', async () => {
    const { code, stdout, stderr } = await connect(['github']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`Payload URL       ${BASE}/v1/hooks/github-acme\n`);
    expect(stdout).toContain('Secret            the-secret-of-github\n');
    expect(stdout).toContain('Events to tick\n  Pushes\n  Workflow runs\n  Workflow jobs\n  Packages\n');
  });

  it('puts the token into the address of a sender that cannot sign', async () => {
    const { stdout } = await connect(['dockerhub', '--url', 'https://other.acme.test/']);
    expect(stdout).toContain('https://other.acme.test/v1/hooks/hub/unguessable-path-token');
  });

  it('makes up the line of a source that is not configured yet', async () => {
    const { stdout } = await connect(['distribution']);
    const [, line, secret] =
      /- (\{id: distribution, provider: distribution, secrets: \["([^"]+)"\]\})/.exec(stdout) ?? [];
    expect(line).toBeDefined();
    expect(stdout).toContain(`Authorization: ["${secret}"]`);
  });

  it('asks which of several sources is meant', async () => {
    expect((await connect(['gitlab'])).stderr).toContain('choose one of a, b with --source');
    expect((await connect(['gitlab', '--source', 'b'])).stdout).toContain('the-secret-of-b-gitlab');
  });

  it('makes the webhook with the token of the environment, once', async () => {
    const token = { GITHUB_TOKEN: 'ghp_only-of-this-test' };
    const made = await connect(['github', '--create', 'acme/api'], token);
    expect(made).toEqual({
      code: 0,
      stderr: '',
      stdout: `acme/api now delivers to ${BASE}/v1/hooks/github-acme\n`,
    });
    expect(github.hooks.map(({ url }) => url)).toEqual([`${BASE}/v1/hooks/github-acme`]);
    expect(JSON.parse(api.asked.at(-1)?.body ?? '').config.secret).toBe('the-secret-of-github');
    const again = await connect(['github', '--create', 'acme/api'], token);
    expect(again.stdout).toContain('delivered already');
    expect(github.hooks).toHaveLength(1);
  });

  it.each([
    [
      ['github', '--create', 'acme/none'],
      { GITHUB_TOKEN: 't' },
      'it does not exist, the token does not see it',
    ],
    [['github', '--create', 'acme/api'], {}, 'Set GITHUB_TOKEN to a token'],
    [['harbor', '--create', 'acme/api'], {}, 'no source of harbor with a secret yet'],
    [['svn'], {}, 'svn is none of: github, gitlab'],
    [['github', '--url', 'pulltrace.acme.test'], {}, 'is no http or https address'],
  ])('%j says what is wrong', async (args, environment, says) => {
    const { code, stderr } = await connect(args, environment);
    expect(code).toBe(1);
    expect(stderr).toContain(says);
  });

  it('lists everybody who can be connected', async () => {
    const { stdout } = await connect([]);
    expect(stdout.trim().split('\n')).toHaveLength(ciCatalog.length + registryCatalog.length);
  });
});

describe('the setups', () => {
  it('are there for each line of the catalogs, and for nobody else', () => {
    expect(Object.keys(ciSetups).sort()).toEqual(ciCatalog.map(({ id }) => id).sort());
    expect(Object.keys(registrySetups).sort()).toEqual(registryCatalog.map(({ id }) => id).sort());
  });

  it.each(connectables.map(({ adapter, setup }) => [adapter.id, adapter, setup] as const))(
    '%s: tell where the address and the secret go',
    (_id, adapter, setup) => {
      const told = JSON.stringify([setup.fields, setup.snippet]);
      expect(told).toContain('{url}');
      if (!adapter.unsigned) expect(told).toContain('{secret}');
    },
  );
});
