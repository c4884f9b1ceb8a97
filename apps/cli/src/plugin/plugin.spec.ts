import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { KubeApiServer } from '../../../../test/support/kube/api-server.js';
import { failingPod, pod, RUNNING } from '../../../../test/support/kube/objects.js';
import { temporaryDirectory } from '../../../../test/support/temporary-directory.js';
import { runPlugin } from './run-plugin.js';
import { wantedWorkload } from './wanted-workload.js';

const OWNED = {
  metadata: {
    ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'api-7d9f', controller: true }],
  },
};

async function plugin(...args: readonly string[]) {
  let [stdout, stderr] = ['', ''];
  const code = await runPlugin(
    args,
    (text) => {
      stdout += text;
    },
    (text) => {
      stderr += text;
    },
  );
  return { code, stdout, stderr };
}

let api: KubeApiServer;
beforeEach(async () => {
  api = new KubeApiServer();
  const url = await api.start();
  const directory = await temporaryDirectory();
  const file = path.join(directory, 'kubeconfig');
  const config = {
    clusters: [{ name: 'c', cluster: { server: url, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'u', user: { token: 't' } }],
    contexts: [{ name: 'dev', context: { cluster: 'c', user: 'u', namespace: 'shop' } }],
    'current-context': 'dev',
  };
  await writeFile(file, JSON.stringify(config));
  vi.stubEnv('KUBECONFIG', file);
  vi.stubEnv('PULLTRACE_DATA_DIR', directory);
  vi.stubEnv('PULLTRACE_URL', '');
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await api.stop();
  });
  // A developer's rights end at the namespace.
  api.forbidden.add('kube-system');
  api.put('apps/v1/replicasets', {
    metadata: {
      name: 'api-7d9f',
      namespace: 'shop',
      ...({
        ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'api', controller: true }],
      } as object),
    },
  });
  api.put('pods', failingPod({ name: 'api-7d9f-x', ...OWNED }));
  api.put('pods', failingPod({ name: 'api-7d9f-y', ...OWNED }));
  api.put('pods', failingPod({ name: 'lone', image: 'ghcr.io/acme/lone:1' }));
  api.put('pods', pod({ name: 'healthy', state: RUNNING, phase: 'Running' }));
});

describe('kubectl pulltrace', () => {
  it('tells the class and the usual fixes where no server is configured', async () => {
    const { code, stdout } = await plugin('deploy', 'api');
    expect(code).toBe(0);
    expect(stdout).toContain('Deployment api: 2 containers cannot pull registry.acme.test/shop/api:1.4.2');
    expect(stdout).toContain('(not_found)');
    expect(stdout).toContain('What to do');
    expect(stdout).toContain("NAMESPACE='shop'");
    expect(stdout).not.toContain('lone');
  });

  it('takes everything in the namespace, or one pod, or one that is well', async () => {
    expect((await plugin()).stdout).toMatch(/ghcr\.io\/acme\/lone:1[\s\S]*api:1\.4\.2/);
    expect((await plugin('pod/lone')).stdout).toMatch(/^Pod lone: 1 container cannot pull/);
    expect((await plugin('pod', 'healthy')).stdout).toBe(
      'Nothing of pod healthy fails to pull in namespace shop.\n',
    );
    expect((await plugin('-n', 'other')).stdout).toBe('Nothing fails to pull in namespace other.\n');
  });

  it('says what the server says where one is configured, and does without one that does not answer', async () => {
    vi.stubEnv('PULLTRACE_URL', 'http://127.0.0.1:1');
    const { code, stdout, stderr } = await plugin('pod', 'lone');
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('(not_found)') });
    expect(stderr).toContain('No Pulltrace answers');
  });

  it('says what is wrong', async () => {
    expect(await plugin('--context', 'nowhere')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('nowhere'),
    });
    const complaints = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    onTestFinished(() => complaints.mockRestore());
    expect(await plugin('--what')).toMatchObject({ code: 2 });
  });
});

describe('wantedWorkload', () => {
  it.each([
    [[], null, null],
    [['api-1'], 'pod', 'api-1'],
    [['deploy', 'api'], 'deployment', 'api'],
    [['deployments.apps/api'], 'deployment', 'api'],
    [['sts/db'], 'statefulset', 'db'],
    [['CronJobs', 'nightly'], 'cronjob', 'nightly'],
  ])('reads %j', (words, kind, name) => expect(wantedWorkload(words)).toEqual({ kind, name }));
});
