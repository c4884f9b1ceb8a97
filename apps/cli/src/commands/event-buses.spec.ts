import { describe, expect, it } from 'vitest';
import { ciCatalog } from '#ci';
import { sourceCatalog } from '#pipeline';
import { registryCatalog } from '#registry';
import { loadFixtures } from '../../../../test/support/source-adapters/fixture.js';

const catalog = sourceCatalog(ciCatalog, registryCatalog);
const fixtures = ['libs/ci/fixtures', 'libs/registry/fixtures'].flatMap(loadFixtures);

/** Address of a bus → the adapters whose deliveries arrive there. */
const BUSES: Record<string, string[]> = {
  eventbridge: ['codebuild', 'ecr'],
  sns: ['codebuild', 'ecr'],
  'gcp-pubsub': ['cloudbuild', 'gar'],
  cloudevents: ['tekton', 'cdevents'],
};

describe.each(Object.entries(BUSES))('the address %s', (bus, members) => {
  it.each(fixtures.filter(({ adapterId }) => members.includes(adapterId)))(
    'reads $adapterId, $situation as its own adapter does',
    async ({ adapterId, delivery, settings, now }) => {
      const own = catalog.get(adapterId)?.normalise(delivery, settings);
      const shared = catalog.get(bus)?.normalise(delivery, settings);
      if (own !== undefined && 'observations' in own) expect(shared).toEqual(own);
      expect(await catalog.get(bus)?.verify(delivery, settings, now)).toMatchObject({ ok: true });
    },
  );
});

it('knows every vendor by its other names', () => {
  const names = { ghcr: 'github', 'gitlab-registry': 'distribution', forgejo: 'gitea', gcr: 'gar' };
  const more = {
    'jenkins-notification': 'jenkins',
    artifactory: 'jfrog',
    aliyun: 'aliyun-acr',
    'cloudevents-ecr': 'ecr',
  };
  for (const [name, id] of Object.entries({ ...names, ...more })) expect(catalog.get(name)?.id).toBe(id);
  const harbor = fixtures.find(({ situation }) => situation === 'cloudevents.pushed');
  const cloudEcr = fixtures.find(({ situation }) => situation === 'cloudevent.push');
  for (const fixture of [harbor, cloudEcr])
    expect(
      fixture && catalog.get('cloudevents')?.normalise(fixture.delivery, fixture.settings),
    ).toHaveProperty('observations');
});
