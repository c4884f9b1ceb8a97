import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';

/** `kubectl` on the cluster of a kubeconfig. */
export interface Kubectl {
  /** Runs a command and answers what it printed. @throws Error with its own words */
  (...args: readonly string[]): Promise<string>;
  /** Applies manifests. */
  apply(...manifests: readonly object[]): Promise<void>;
  /** Applies one and answers what the API server warned of. */
  warnings(manifest: object): Promise<string>;
}

/** Runs `kubectl` with the rights of a kubeconfig. */
export function kubectlOf(kubeconfig: string): Kubectl {
  const run = (args: readonly string[], input = '') =>
    new Promise<{ stdout: string; stderr: string }>((resolve, reject) => {
      const child = spawn('kubectl', ['--kubeconfig', kubeconfig, ...args]);
      let [stdout, stderr] = ['', ''];
      child.stdout.on('data', (chunk) => {
        stdout += String(chunk);
      });
      child.stderr.on('data', (chunk) => {
        stderr += String(chunk);
      });
      child.on('error', reject);
      child.on('close', (code) => {
        if (code === 0) resolve({ stdout, stderr });
        else reject(new Error(`kubectl ${args.join(' ')}: ${stderr}`));
      });
      child.stdin.end(input);
    });
  return Object.assign(async (...args: readonly string[]) => (await run(args)).stdout, {
    apply: async (...items: readonly object[]) => {
      await run(['apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
    },
    warnings: async (manifest: object) => (await run(['apply', '-f', '-'], JSON.stringify(manifest))).stderr,
  });
}

/** Writes a kubeconfig for the same cluster with the token of a service account. */
export async function kubeconfigOf(
  admin: Kubectl,
  account: { readonly namespace: string; readonly name: string },
  file: string,
): Promise<void> {
  const token = (await admin('create', 'token', account.name, '-n', account.namespace)).trim();
  const config = JSON.parse(
    await admin('config', 'view', '--minify', '--raw', '--flatten', '-o', 'json'),
  ) as {
    users: { name: string; user: object }[];
  };
  const users = config.users.map(({ name }) => ({ name, user: { token } }));
  await writeFile(file, JSON.stringify({ ...config, users }), { mode: 0o600 });
}
