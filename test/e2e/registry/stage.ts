import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { vi } from 'vitest';
import { REGISTRY_SECRET } from '../../support/server.js';
import { type Delivery, type ReplayServer, report } from '../replay/replay-server.js';
import { failingPod } from './failing-pod.js';
import { ImageLayout } from './image-layout.js';
import { type RealRegistry, startRegistry } from './real-registry.js';

/** The test server's source for registries that go by the address they are asked at. */
const SOURCE = 'local-registry';

export interface StagePrograms {
  readonly registry: string;
  readonly skopeo: string;
  readonly umoci: string;
}

interface RegistryEvent {
  readonly action: string;
  readonly timestamp: string;
  readonly target: { readonly repository: string; readonly digest?: string; readonly tag?: string };
}

/** A real registry that notifies the service, and what is needed to act in front of both. */
export interface Stage {
  readonly server: ReplayServer;
  readonly registry: RealRegistry;
  readonly layout: ImageLayout;
  /** Reports a build that made images; the pipeline's one request. */
  build(repository: string, commit: string, images: readonly object[]): Promise<Delivery>;
  /** Reports a pod that cannot pull now. */
  podFails(image: string, message: string): Promise<Delivery>;
  /** Waits until the registry has told of something, and for what follows from it. Answers the event's time. */
  told(action: 'push' | 'delete', target: Partial<RegistryEvent['target']>): Promise<string>;
  /** All deliveries about manifests of one repository, ready to be sent again. */
  captured(repository: string): Promise<readonly Delivery[]>;
  leave(): Promise<void>;
}

/** Sets the stage up: the registry's events go to the server. */
export async function setStage(server: ReplayServer, programs: StagePrograms): Promise<Stage> {
  const directory = await mkdtemp(path.join(tmpdir(), 'pulltrace-registry-'));
  await mkdir(path.join(directory, 'images'));
  const hook = { url: `${server.url}/v1/hooks/${SOURCE}`, authorization: REGISTRY_SECRET };
  const layout = await ImageLayout.create(programs.umoci, path.join(directory, 'images', 'layout'));
  const registry = await startRegistry({ programs, directory, hook });
  return {
    server,
    registry,
    layout,
    ...reportsTo(server),
    ...eventsAt(server),
    leave: async () => {
      await registry.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function reportsTo(server: ReplayServer): Pick<Stage, 'build' | 'podFails'> {
  const send = async (delivery: Delivery): Promise<Delivery> => {
    const { status, body } = await server.post(delivery);
    if (status !== 202) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
    await server.settled();
    return delivery;
  };
  return {
    build: (repository, commit, images) => {
      const now = new Date().toISOString();
      const run = { provider: 'buildkite', workflow: 'image', runId: commit.slice(0, 8), status: 'success' };
      return send(report('builds', { repository, commit, ...run, images, startedAt: now, finishedAt: now }));
    },
    podFails: (image, message) => send(report('failures', failingPod(image, message, new Date()))),
  };
}

function eventsAt(server: ReplayServer): Pick<Stage, 'told' | 'captured'> {
  const envelopes = async () =>
    (await server.kept(SOURCE)).map(({ headers, body }) => ({
      delivery: {
        path: `/v1/hooks/${SOURCE}`,
        headers: { 'content-type': headers['content-type'] ?? '', authorization: REGISTRY_SECRET },
        body,
      },
      events: (JSON.parse(body.toString('utf8')) as { events: RegistryEvent[] }).events,
    }));
  return {
    told: async (action, target) => {
      const event = await vi.waitFor(
        async () => {
          const events = (await envelopes()).flatMap((envelope) => envelope.events);
          const found = events.findLast(
            (candidate) => candidate.action === action && isOf(candidate, target),
          );
          if (!found) throw new Error(`the registry did not tell of the ${action}`);
          return found;
        },
        { timeout: 30_000, interval: 20 },
      );
      await server.settled();
      return event.timestamp;
    },
    captured: async (repository) =>
      (await envelopes())
        .filter(({ events }) =>
          events.some((event) => isManifestChange(event) && isOf(event, { repository })),
        )
        .map(({ delivery }) => delivery),
  };
}

const isOf = ({ target }: RegistryEvent, wanted: Partial<RegistryEvent['target']>): boolean =>
  Object.entries(wanted).every(([field, value]) => target[field as keyof typeof target] === value);

/** Blobs and pulls are told of as well, and say nothing about a tag. */
const isManifestChange = ({ action, target }: RegistryEvent): boolean =>
  action === 'delete' || (action === 'push' && !JSON.stringify(target).includes('/blobs/'));
