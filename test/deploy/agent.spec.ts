import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { peer } from '../support/peers.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

const DEPLOY = path.resolve(import.meta.dirname, '../../deploy');
const read = (file: string) => readFileSync(path.join(DEPLOY, file), 'utf8');
const kubectl = peer('kubectl');

interface Rule {
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}
interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly rules?: readonly Rule[];
  readonly subjects?: readonly object[];
  readonly spec?: { readonly template: { readonly spec: PodSpec } };
}
interface PodSpec {
  readonly securityContext: object;
  readonly containers: readonly {
    readonly env: readonly { readonly name: string }[];
    readonly securityContext: object;
  }[];
}

const documents = (text: string) => parseAllDocuments(text).map((document) => document.toJS() as Manifest);
const rulesOf = (manifests: readonly Manifest[], kind: string) =>
  manifests.filter((manifest) => manifest.kind === kind).flatMap(({ rules }) => rules ?? []);

describe('the role of the agent', () => {
  const role = rulesOf(documents(read('agent/cluster-role.yaml')), 'ClusterRole');

  it('reads, and nothing of secrets', () => {
    const verbs = new Set(role.flatMap((rule) => rule.verbs));
    expect([...verbs].filter((verb) => !['get', 'list', 'watch'].includes(verb))).toEqual([]);
    expect(role.flatMap(({ resources }) => resources)).not.toContain('secrets');
    expect(role.flatMap(({ resources }) => resources)).not.toContain('*');
  });

  it('is the same in the Helm chart', () => {
    expect(parse(read('helm/pulltrace-agent/files/cluster-role-rules.yaml'))).toEqual(role);
  });

  it('reads secrets in the component alone, and never watches them', () => {
    const rules = rulesOf(documents(read('agent/secrets/cluster-role.yaml')), 'ClusterRole');
    expect(rules).toEqual([{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list'] }]);
  });
});

describe.skipIf(kubectl.path === null)(`the kustomize base ${kubectl.reason ?? ''}`, () => {
  const build = (folder: string) =>
    documents(
      execFileSync(kubectl.path ?? '', ['kustomize', path.join(DEPLOY, folder)], { encoding: 'utf8' }),
    );

  it('runs the agent without rights on its node', () => {
    const pod = build('agent').find(({ kind }) => kind === 'Deployment')?.spec?.template.spec;
    expect(pod?.securityContext).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(pod?.containers[0]?.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  it('sets only what the agent reads', () => {
    const env = build('agent')
      .flatMap(({ spec }) => spec?.template?.spec.containers ?? [])
      .flatMap(({ env: each }) => each);
    const settings = readFileSync(path.join(DEPLOY, '../apps/agent/src/settings.ts'), 'utf8');
    const named = env.map(({ name }) => name).filter((name) => name.startsWith('PULLTRACE_AGENT_'));
    // The namespace is there for the lease's name to be made of.
    expect(named.filter((name) => !settings.includes(`${name}:`))).toEqual(['PULLTRACE_AGENT_NAMESPACE']);
  });

  it('binds its roles to its own account, in the namespace of whoever installs it', async () => {
    const folder = await temporaryDirectory();
    const relative = (to: string) => path.relative(folder, path.join(DEPLOY, to));
    const overlay = {
      resources: [relative('agent')],
      components: [relative('agent/secrets')],
      namespace: 'elsewhere',
      nameSuffix: '-eu',
    };
    writeFileSync(path.join(folder, 'kustomization.yaml'), JSON.stringify(overlay));
    const built = documents(execFileSync(kubectl.path ?? '', ['kustomize', folder], { encoding: 'utf8' }));
    const subjects = built.flatMap((manifest) => manifest.subjects ?? []);
    const account = { kind: 'ServiceAccount', name: 'pulltrace-agent-eu', namespace: 'elsewhere' };
    expect(subjects).toEqual([account, account, account]);
  });

  it('has a network policy and a role for its lease', () => {
    const kinds = build('agent').map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['Namespace', 'ServiceAccount', 'NetworkPolicy', 'Role']));
  });
});
