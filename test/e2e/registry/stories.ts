import type { Incident } from '#domain';
import type { Delivery } from '../replay/replay-server.js';
import { childMissing, notFound } from './failing-pod.js';
import type { Stage } from './stage.js';

/** Something that happened in front of a real registry, and what was concluded. */
export interface Story {
  /** The image that a pod asked for. */
  readonly image: string;
  readonly incident: Incident;
  /** All that was delivered about it, in the order in which it happened. */
  readonly deliveries: readonly Delivery[];
}

/** Commits that the builds report. */
export const COMMITS = {
  api: '7f3a6ce1d0b94c5a8e21f6a7c3d4e5f60718293a',
  web: '9c0ffee2d0b94c5a8e21f6a7c3d4e5f607182934',
} as const;

/** The pipeline pushes 1.4.2; the manifest asks for v1.4.2. */
export async function tagSpelledDifferently(stage: Stage): Promise<Story & { readonly digest: string }> {
  const { server, registry, layout } = stage;
  const repository = `${registry.host}/shop/api`;
  const digest = await layout.addImage('api', 'the first content');
  const build = await stage.build('acme/api', COMMITS.api, [{ repository, tag: '1.4.2', digest }]);
  await registry.push(layout, 'api', 'shop/api:1.4.2');
  await stage.told('push', { repository: 'shop/api', tag: '1.4.2' });
  const image = `${repository}:v1.4.2`;
  const failure = await stage.podFails(image, notFound(image));
  const deliveries = [build, ...(await stage.captured('shop/api')), failure];
  return { image, incident: await server.incidentOn(image), deliveries, digest };
}

/** Somebody pushes other content to the tag that the first story ended with. */
export async function tagOverwritten(
  stage: Stage,
  before: Story,
): Promise<Story & { readonly digest: string }> {
  const { server, registry, layout } = stage;
  const digest = await layout.addImage('api-by-hand', 'made on a laptop');
  await registry.push(layout, 'api-by-hand', 'shop/api:1.4.2');
  await stage.told('push', { repository: 'shop/api', digest });
  const [build, , failure] = before.deliveries;
  const deliveries = [build, ...(await stage.captured('shop/api')), failure].filter(
    (one) => one !== undefined,
  );
  return { image: before.image, incident: await server.incidentOn(before.image), deliveries, digest };
}

/** A clean-up deletes the manifest behind a tag that is still deployed. */
export async function tagDeleted(
  stage: Stage,
): Promise<Story & { readonly pushedAt: string; readonly digest: string }> {
  const { server, registry, layout } = stage;
  const repository = `${registry.host}/shop/web`;
  const digest = await layout.addImage('web', 'to be cleaned up');
  await stage.build('acme/web', COMMITS.web, [{ repository, tag: '2.0.0', digest }]);
  await registry.push(layout, 'web', 'shop/web:2.0.0');
  const pushedAt = await stage.told('push', { repository: 'shop/web', tag: '2.0.0' });
  await registry.deleteManifest('shop/web', digest);
  await stage.told('delete', { repository: 'shop/web', tag: '2.0.0' });
  const image = `${repository}:2.0.0`;
  const failure = await stage.podFails(image, notFound(image));
  // The first story permutes a build; here the registry's two events of one deletion are what matters.
  const deliveries = [...(await stage.captured('shop/web')), failure];
  return { image, incident: await server.incidentOn(image), deliveries, pushedAt, digest };
}

/** A pod pins the digest that a moving tag had before; what no tag names any more was collected. */
export async function digestSuperseded(
  stage: Stage,
): Promise<Story & { readonly pinned: string; readonly current: string }> {
  const { server, registry, layout } = stage;
  const pinned = await layout.addImage('tools-old', 'last week');
  const current = await layout.addImage('tools-new', 'this week');
  await registry.push(layout, 'tools-old', 'shop/tools:stable');
  await stage.told('push', { repository: 'shop/tools', digest: pinned });
  await registry.push(layout, 'tools-new', 'shop/tools:stable');
  await stage.told('push', { repository: 'shop/tools', digest: current });
  await registry.deleteManifest('shop/tools', pinned);
  await stage.told('delete', { repository: 'shop/tools', digest: pinned });
  const image = `${registry.host}/shop/tools@${pinned}`;
  const failure = await stage.podFails(image, notFound(image));
  const deliveries = [...(await stage.captured('shop/tools')), failure];
  return { image, incident: await server.incidentOn(image), deliveries, pinned, current };
}

/** A clean-up takes a manifest of an index whose tag stays. */
export async function childDeleted(stage: Stage): Promise<Story & { readonly child: string }> {
  const { server, registry, layout } = stage;
  await layout.addImage('edge-amd64', 'for amd64');
  const child = await layout.addImage('edge-arm64', 'for arm64', 'arm64');
  await layout.addIndex('edge', { amd64: 'edge-amd64', arm64: 'edge-arm64' });
  await registry.push(layout, 'edge', 'shop/edge:3.1.0');
  await stage.told('push', { repository: 'shop/edge', tag: '3.1.0' });
  await registry.deleteManifest('shop/edge', child);
  await stage.told('delete', { repository: 'shop/edge', digest: child });
  const image = `${registry.host}/shop/edge:3.1.0`;
  const failure = await stage.podFails(image, childMissing(image, registry.host, 'shop/edge', child));
  const [, ...captured] = await stage.captured('shop/edge');
  // The manifest for amd64, which the registry told of first, has no part in it.
  const deliveries = [...captured, failure];
  return { image, incident: await server.incidentOn(image), deliveries, child };
}
