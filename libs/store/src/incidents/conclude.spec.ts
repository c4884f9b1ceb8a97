import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { IncidentCase } from '#pipeline';
import { build, diagnosis, failure, IMAGE, minute, outcome, SHA } from '../fixtures/facts.js';
import { openTestStore, type TestStore } from '../fixtures/test-store.js';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.drop());
beforeEach(() => store.empty());

async function opened(): Promise<IncidentCase> {
  const [request] = await store.facts.record(outcome([failure(1, 2)]));
  const incident = await store.incidents.open(request?.incidentId ?? '');
  if (!incident) throw new Error('the incident asks for no diagnosis');
  return incident;
}

const conclude = (
  incident: IncidentCase,
  change: Parameters<typeof diagnosis>[0] = {},
  names: readonly string[] = [`image:${IMAGE}`],
) =>
  store.incidents.conclude(incident, {
    diagnosis: diagnosis(change),
    names,
    decidedAt: new Date(minute(30)),
  });

const touch = () => store.facts.record(outcome([failure(1, 5, { pod: 'api-9' })]));
const reopened = async (id: string) => {
  const incident = await store.incidents.open(id);
  if (!incident) throw new Error('the incident asks for no diagnosis');
  return incident;
};
const kinds = async () =>
  (await store.query<{ kind: string }>('select kind from outbox order by id')).map(({ kind }) => kind);

describe('opening a case', () => {
  it('gives the containers and the current verdict', async () => {
    const incident = await opened();
    expect(incident).toMatchObject({
      reference: `${IMAGE}:1.8.4`,
      failures: [{ pod: 'api-1' }],
      current: null,
    });
    await conclude(incident, { summary: 'first' });
    await touch();
    expect(await store.incidents.open(incident.id)).toMatchObject({
      failures: [{}, {}],
      current: { version: 1, summary: 'first', decidedAt: minute(30) },
    });
  });

  it('gives nothing when the newest revision is diagnosed, or the incident is not there', async () => {
    const incident = await opened();
    await conclude(incident);
    expect(await store.incidents.open(incident.id)).toBeNull();
    expect(await store.incidents.open('nowhere')).toBeNull();
  });
});

describe('concluding', () => {
  it('appends a verdict and tells channels: opened, then updated when cause or level change', async () => {
    const incident = await opened();
    await conclude(incident, { cause: 'build_running', level: 'likely' });
    await touch();
    await conclude(await reopened(incident.id), {
      cause: 'build_running',
      level: 'likely',
      summary: 'more of it',
    });
    await touch();
    await store.facts.record(outcome([failure(1, 7, { pod: 'api-9' })]));
    await conclude(await reopened(incident.id), { cause: 'build_failed', level: 'likely' });
    await store.facts.record(outcome([failure(1, 8, { pod: 'api-9' })]));
    await conclude(await reopened(incident.id), { cause: 'build_failed', level: 'proven' });
    const history = await store.incidentReader.verdicts(incident.id, { limit: 10, cursor: null });
    expect(history?.items.map(({ version, cause, level }) => [version, cause, level])).toEqual([
      [4, 'build_failed', 'proven'],
      [3, 'build_failed', 'likely'],
      [2, 'build_running', 'likely'],
      [1, 'build_running', 'likely'],
    ]);
    expect(await kinds()).toEqual(['opened', 'updated', 'updated']);
  });

  it('appends nothing when the diagnosis says what the current verdict says', async () => {
    const incident = await opened();
    await conclude(incident, { summary: 'a \u0000 byte PostgreSQL does not keep', rule: null });
    await touch();
    await conclude(await reopened(incident.id), { summary: 'a \u0000 byte PostgreSQL does not keep' });
    expect(await store.incidentReader.verdicts(incident.id, { limit: 10, cursor: null })).toMatchObject({
      items: [{ version: 1 }],
    });
    expect(await kinds()).toEqual(['opened']);
  });

  it('ignores a diagnosis that is older than the last one', async () => {
    const old = await opened();
    await touch();
    await conclude(await reopened(old.id), { cause: 'build_failed', level: 'likely' });
    expect(await conclude(old, { cause: 'tag_unknown', level: 'possible' })).toBeNull();
    expect(await store.incidentReader.get(old.id)).toMatchObject({
      verdict: { version: 1, cause: 'build_failed' },
    });
  });

  it('asks for another diagnosis when a fact arrived during this one', async () => {
    const incident = await opened();
    const [request] = await touch();
    await conclude(incident);
    expect(await store.incidents.undiagnosed(new Date(Date.now() + 60_000), 10)).toEqual([request]);
  });

  it('asks for another diagnosis when it waits for names that it did not wait for before', async () => {
    const incident = await opened();
    const again = await conclude(incident, {}, [`image:${IMAGE}`, 'source:acme/shop-api']);
    expect(again).toEqual({ incidentId: incident.id, revision: incident.revision + 1 });
    expect(
      await conclude(await reopened(incident.id), {}, [`image:${IMAGE}`, 'source:acme/shop-api']),
    ).toBeNull();
    expect(await store.facts.record(outcome([build(3)]))).toMatchObject([{ incidentId: incident.id }]);
  });

  it('asks for no other diagnosis when it waited for the names before it looked', async () => {
    const incident = await opened();
    const names = [`image:${IMAGE}`, 'source:acme/shop-api'];
    await store.incidents.waitFor(incident, names);
    expect(await store.facts.record(outcome([build(3)]))).toMatchObject([{ incidentId: incident.id }]);
    expect(await conclude(incident, {}, names)).toBeNull();
    expect((await reopened(incident.id)).waitsFor).toEqual(expect.arrayContaining(names));
  });

  it('waits for nothing when it is gone meanwhile', async () => {
    const incident = await opened();
    await store.empty();
    await store.incidents.waitFor(incident, ['source:acme/shop-api']);
    expect(await store.query('select name from incident_name')).toEqual([]);
  });

  it('forgets names that the diagnosis waits for no longer, but not those of the image', async () => {
    const incident = await opened();
    await conclude(incident, {}, ['source:acme/old']);
    await conclude(await reopened(incident.id), {}, ['source:acme/shop-api']);
    const names = await store.query<{ name: string }>('select name from incident_name order by name');
    expect(names.map(({ name }) => name)).toEqual([`image:${IMAGE}`, 'source:acme/shop-api', 'tag:1.8.4']);
  });

  it('keeps the commit that the verdict names, for those who ask by commit', async () => {
    const incident = await opened();
    const commit = { sha: SHA, repository: 'Acme/Shop-API', role: 'cause' as const };
    const unknown = { author: null, message: null, url: null, pullRequest: null };
    await conclude(incident, { cause: 'build_failed', level: 'likely', commit: { ...commit, ...unknown } });
    const page = { limit: 10, cursor: null };
    expect(await store.factReader.incidentsOfCommit(SHA, 10)).toMatchObject([{ id: incident.id }]);
    expect((await store.incidentReader.list({ commit: '7F3A6CE' }, page)).items).toHaveLength(1);
    expect((await store.incidentReader.list({ repository: 'acme/shop-api' }, page)).items).toHaveLength(1);
    expect((await store.incidentReader.list({ commit: '8f3a6ce' }, page)).items).toHaveLength(0);
  });
});
