import type { Stage } from './stage.js';
import { COMMITS, type Story } from './stories.js';

/** An index that lists one architecture, and a node of another one. */
export async function singleArchitecture(stage: Stage): Promise<Story> {
  const { server, registry, layout } = stage;
  const repository = `${registry.host}/shop/lone`;
  await layout.addImage('lone-amd64', 'for amd64 only');
  const digest = await layout.addIndex('lone', { amd64: 'lone-amd64' });
  const platforms = ['linux/amd64', 'unknown/unknown'];
  const build = await stage.build('acme/lone', COMMITS.web, [
    { repository, tag: '1.0.0', digest, platforms },
  ]);
  await registry.push(layout, 'lone', 'shop/lone:1.0.0');
  await stage.told('push', { repository: 'shop/lone', tag: '1.0.0' });
  const image = `${repository}:1.0.0`;
  const failure = await stage.podFails(image, await registry.refusalOf('shop/lone:1.0.0', 'arm64'));
  const [, ...captured] = await stage.captured('shop/lone');
  return { image, incident: await server.incidentOn(image), deliveries: [build, ...captured, failure] };
}

/** A tag moves on, a collection takes what it named before, and a pod still pins that. */
export async function collected(stage: Stage): Promise<Story & { readonly current: string }> {
  const { server, registry, layout } = stage;
  const pinned = await layout.addImage('swept-old', 'before');
  const current = await layout.addImage('swept-new', 'after');
  await registry.push(layout, 'swept-old', 'shop/swept:main');
  await stage.told('push', { repository: 'shop/swept', digest: pinned });
  await registry.push(layout, 'swept-new', 'shop/swept:main');
  await stage.told('push', { repository: 'shop/swept', digest: current });
  await registry.collectGarbage();
  const image = `${registry.host}/shop/swept@${pinned}`;
  const failure = await stage.podFails(image, await registry.refusalOf(`shop/swept@${pinned}`, 'amd64'));
  const deliveries = [...(await stage.captured('shop/swept')), failure];
  return { image, incident: await server.incidentOn(image), deliveries, current };
}

/** The same collection takes the manifests of an index that has a tag, because they have none (distribution 2.8). */
export async function childCollected(stage: Stage): Promise<Story & { readonly child: string }> {
  const { server, registry, layout } = stage;
  await layout.addImage('fleet-amd64', 'for amd64, in the fleet');
  const child = await layout.addImage('fleet-arm64', 'for arm64, in the fleet', 'arm64');
  await layout.addIndex('fleet', { amd64: 'fleet-amd64', arm64: 'fleet-arm64' });
  await registry.push(layout, 'fleet', 'shop/fleet:2.0.0');
  await stage.told('push', { repository: 'shop/fleet', tag: '2.0.0' });
  await registry.collectGarbage();
  const image = `${registry.host}/shop/fleet:2.0.0`;
  const failure = await stage.podFails(image, await registry.refusalOf('shop/fleet:2.0.0', 'arm64'));
  const [, ...captured] = await stage.captured('shop/fleet');
  return { image, incident: await server.incidentOn(image), deliveries: [...captured, failure], child };
}
