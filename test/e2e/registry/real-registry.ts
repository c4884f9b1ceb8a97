import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freeLoopbackPort } from '../../../libs/platform/src/embedded-postgres/loopback-port.js';
import type { ImageLayout } from './image-layout.js';
import { run } from './program.js';

export interface RegistrySettings {
  /** Paths of the programs. */
  readonly programs: { readonly registry: string; readonly skopeo: string };
  /** An empty directory for its configuration and its data. */
  readonly directory: string;
  /** Where it sends its events, and with which `Authorization` header; nowhere when absent. */
  readonly hook?: { readonly url: string; readonly authorization: string };
  /** File of users and their bcrypt hashes, as `htpasswd -B` writes it; everybody may do everything when absent. */
  readonly users?: string;
  /** `user:password` to push with, where there are users. */
  readonly login?: string;
}

/** A running CNCF Distribution on 127.0.0.1, over plain HTTP. */
export interface RealRegistry {
  /** `127.0.0.1:41235`, as images name it. */
  readonly host: string;
  /** Copies an image, and all images of an index, out of a layout to `repository:tag`. */
  push(layout: ImageLayout, image: string, to: string): Promise<void>;
  /** Digest under a tag as the registry itself says it. */
  digestOf(reference: string): Promise<string>;
  /** Deletes a manifest (OCI distribution specification, "Deleting Manifests") by its digest. */
  deleteManifest(repository: string, digest: string): Promise<void>;
  /** Removes what no tag names, as an operator does between two uploads. The registry tells nobody. */
  collectGarbage(): Promise<void>;
  /** What a client that pulls for an architecture says of the registry's refusal, as CRI-O passes it on. */
  refusalOf(reference: string, architecture: string): Promise<string>;
  stop(): Promise<void>;
}

const READY_ATTEMPTS = 200;
const READY_PAUSE_MS = 50;

/** Events are sent one by one, each again after `backoff` while the receiver does not answer with a success. */
function configuration({ directory, hook, users }: RegistrySettings, host: string): string {
  return JSON.stringify({
    version: '0.1',
    log: { level: 'error', accesslog: { disabled: true } },
    storage: {
      filesystem: { rootdirectory: path.join(directory, 'data') },
      delete: { enabled: true },
    },
    http: { addr: host, secret: 'only-of-this-test' },
    ...(users === undefined ? {} : { auth: { htpasswd: { realm: 'test', path: users } } }),
    notifications: {
      endpoints: (hook ? [hook] : []).map(({ url, authorization }) => ({
        name: 'pulltrace',
        url,
        headers: { Authorization: [authorization] },
        timeout: '5s',
        threshold: 5,
        backoff: '1s',
      })),
    },
  });
}

/** Starts a registry and waits until it answers. */
export async function startRegistry(settings: RegistrySettings): Promise<RealRegistry> {
  const { programs, directory } = settings;
  const port = await freeLoopbackPort(0);
  if (port === null) throw new Error('no port on 127.0.0.1 is free');
  const host = `127.0.0.1:${port}`;
  const file = path.join(directory, 'registry.yml');
  await writeFile(file, configuration(settings, host));
  const child = spawn(programs.registry, ['serve', file], { stdio: 'ignore' });
  try {
    await untilReady(host, child);
  } catch (error) {
    await stop(child);
    throw error;
  }
  // A machine may have no signature policy, and none is needed for what is made here.
  const skopeo = (...args: string[]) => run(programs.skopeo, ['--insecure-policy', ...args]);
  return {
    host,
    push: async (layout, image, to) => {
      const login = settings.login === undefined ? [] : [`--dest-creds=${settings.login}`];
      const options = ['--quiet', '--all', '--dest-tls-verify=false', ...login];
      await skopeo('copy', ...options, layout.sourceOf(image), `docker://${host}/${to}`);
    },
    digestOf: async (reference) => {
      const options = ['--tls-verify=false', '--format', '{{.Digest}}'];
      return (await skopeo('inspect', ...options, `docker://${host}/${reference}`)).trim();
    },
    deleteManifest: async (repository, digest) => {
      const authorization = `Basic ${Buffer.from(settings.login ?? ':').toString('base64')}`;
      const response = await fetch(`http://${host}/v2/${repository}/manifests/${digest}`, {
        method: 'DELETE',
        headers: settings.login === undefined ? {} : { authorization },
      });
      if (response.status !== 202) throw new Error(`the registry answered ${response.status} to a deletion`);
    },
    collectGarbage: async () => {
      await run(programs.registry, ['garbage-collect', '--delete-untagged', file]);
    },
    refusalOf: async (reference, architecture) => {
      const options = ['--quiet', '--override-arch', architecture, '--src-tls-verify=false'];
      const pulled = `dir:${path.join(directory, `pulled-${architecture}`)}`;
      const refused = await skopeo('copy', ...options, `docker://${host}/${reference}`, pulled).then(
        () => null,
        (error: unknown) => error as { readonly stderr?: string },
      );
      const said = /msg=("(?:[^"\\]|\\.)*")/.exec(refused?.stderr ?? '')?.[1];
      if (!said) throw new Error(`${reference} was pulled, or the client did not say why not`);
      return `rpc error: code = Unknown desc = ${JSON.parse(said) as string}`;
    },
    stop: () => stop(child),
  };
}

async function untilReady(host: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < READY_ATTEMPTS; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`the registry ended with ${child.exitCode}`);
    const answer = await fetch(`http://${host}/v2/`).catch(() => null);
    if (answer?.ok || answer?.status === 401) return;
    await sleep(READY_PAUSE_MS);
  }
  throw new Error('the registry does not answer');
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
