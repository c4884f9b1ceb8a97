import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Recorded } from '#domain';
import {
  build,
  DIGEST,
  fact,
  failure,
  IMAGE,
  minute,
  NO_SUCH_HOST,
  outcome,
  push,
  recovery,
  SHA,
} from '../fixtures/facts.js';
import { openTestStore, type TestStore } from '../fixtures/test-store.js';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.drop());
beforeEach(() => store.empty());

const record = (...facts: readonly Recorded[]) => store.facts.record(outcome(facts));
const OTHER = 'ghcr.io/acme/other';
const noRefs = { branches: [], gitTags: [], pullRequests: [], runNumbers: [], runIds: [] };

describe('of an image', () => {
  it('come pushes, deletions and builds that name one of its tags or digests, newest first', async () => {
    const pushed = push(1, { tag: '1.8.3' });
    const deleted = fact({ kind: 'delete', repository: IMAGE, digest: DIGEST }, minute(5));
    const built = build(3, {
      images: [
        { repository: OTHER, tag: '9' },
        { repository: IMAGE, tag: '1.8.4' },
      ],
    });
    await record(
      pushed,
      deleted,
      built,
      push(2, { tag: '1.7.0', digest: null }),
      push(4, { repository: OTHER }),
    );
    const names = { tags: ['1.8.3', '1.8.4'], digests: [DIGEST] };
    expect(await store.evidence.ofImage(IMAGE, names, 10)).toEqual([deleted, built, pushed]);
    expect(await store.evidence.ofImage(IMAGE.toUpperCase(), names, 2)).toEqual([deleted, built]);
    expect(await store.evidence.ofImage(IMAGE, { tags: [], digests: [] }, 10)).toEqual([]);
  });

  it('come its newest pushes and deletions up to a time, whatever their tag', async () => {
    const [one, two, three] = [push(1, { tag: 'a' }), push(2, { tag: 'b' }), push(3, { tag: 'c' })];
    const deleted = fact({ kind: 'delete', repository: IMAGE, tag: 'c' }, minute(9));
    await record(one, three, two, deleted);
    expect(await store.evidence.newestOfImage(IMAGE, null, 2)).toEqual([deleted, three, two]);
    expect(await store.evidence.newestOfImage(IMAGE, new Date(minute(2)), 5)).toEqual([two, one]);
  });

  it('come pushes of the same tag to the same path of other hosts', async () => {
    const replica = push(1, { repository: 'registry.us.acme.test/shop/api' });
    await record(replica, push(2), push(3, { repository: 'registry.us.acme.test/shop/web' }));
    expect(await store.evidence.onOtherHosts(IMAGE, '1.8.3', 10)).toEqual([replica]);
    expect(await store.evidence.onOtherHosts(IMAGE, '1.8.4', 10)).toEqual([]);
  });

  it('come commits whose message names its tag, and no tag that such a message brings', async () => {
    const message = 'Deploy api 1.8.4\n\nRolls out registry.acme.test/shop/api:1.8.4.';
    const commit = fact({ kind: 'commit', repository: 'acme/deploy', commit: SHA, message }, minute(1));
    await record(commit);
    expect(await store.evidence.commitsNaming('1.8.4', 10)).toEqual([commit]);
    expect(await store.evidence.commitsNaming('1.8', 10)).toEqual([]);
    expect(await store.query('select * from tag_key')).toEqual([]);
    expect(await store.query('select * from repository_key')).toEqual([]);
  });

  it('come pushes of the same tag or digest elsewhere', async () => {
    const byTag = push(1, { repository: OTHER, digest: null });
    const byDigest = push(2, { repository: 'docker.io/acme/api', tag: 'x' });
    await record(byTag, byDigest, push(3), push(4, { repository: OTHER, tag: 'y', digest: null }));
    const { evidence } = store;
    expect(await evidence.elsewhere(IMAGE, { tag: '1.8.3', digest: DIGEST }, 10)).toEqual([byDigest, byTag]);
    expect(await evidence.elsewhere(IMAGE, { tag: '1.8.3', digest: null }, 10)).toEqual([byTag]);
    expect(await evidence.elsewhere(IMAGE, { tag: null, digest: null }, 10)).toEqual([]);
  });
});

describe('of a source repository', () => {
  it('come facts by the beginning of a commit, in every case of letters', async () => {
    const commit = fact({ kind: 'commit', repository: 'acme/shop-api', commit: SHA }, minute(1));
    const built = build(2);
    const pushed = push(3, { commit: SHA });
    await record(commit, built, pushed, build(4, { commit: `8${SHA.slice(1)}` }));
    expect(await store.evidence.ofCommits(['7F3A6CE'], 10)).toEqual([pushed, built, commit]);
    expect(await store.evidence.ofCommits([SHA, SHA.slice(0, 9)], 2)).toEqual([pushed, built]);
    expect(await store.evidence.ofCommits(['7f3a6c', "7f3a6ce' or true"], 10)).toEqual([]);
  });

  it('comes everything of a run', async () => {
    const [run, job] = [build(1), build(2, { jobId: '7', jobName: 'image' })];
    await record(run, job, build(3, { runId: '9' }), build(4, { repository: 'acme/web' }));
    expect(await store.evidence.ofRuns('Acme/Shop-API', ['812000'], 10)).toEqual([job, run]);
  });

  it('come facts by each thing a tag can stand for', async () => {
    const byBranch = build(1, { branch: 'Feature/X', runId: '1', runNumber: 1 });
    const byTag = fact(
      { kind: 'commit', repository: 'acme/shop-api', gitTag: 'v1.8.4', commit: SHA },
      minute(2),
    );
    const byPull = build(3, { branch: 'patch', pullRequest: 42, runId: '3', runNumber: 3 });
    const byNumber = build(4, { branch: 'other', runId: '4', runNumber: 812 });
    await record(
      byBranch,
      byTag,
      byPull,
      byNumber,
      build(5, { branch: 'another', runId: '5', runNumber: 5 }),
    );
    const find = (refs: Partial<Parameters<typeof store.evidence.ofRefs>[1]>, limit = 10) =>
      store.evidence.ofRefs('acme/SHOP-API', { ...noRefs, ...refs }, limit);
    expect(await find({ branches: ['Feature/X'] })).toEqual([byBranch]);
    expect(await find({ gitTags: ['v1.8.4'] })).toEqual([byTag]);
    expect(await find({ pullRequests: [42] })).toEqual([byPull]);
    expect(await find({ runNumbers: [812] })).toEqual([byNumber]);
    expect(await find({ runIds: ['1'] })).toEqual([byBranch]);
    expect(await find({ branches: ['Feature/X'], runNumbers: [812, 1] })).toEqual([byNumber, byBranch]);
    expect(await find({ branches: ['Feature/X'], runNumbers: [812] }, 1)).toEqual([byNumber]);
    expect(await find({})).toEqual([]);
  });

  it('come its newest builds', async () => {
    const [one, two, three] = [build(1), build(2), build(3)];
    await record(
      two,
      one,
      three,
      fact({ kind: 'commit', repository: 'acme/shop-api', commit: SHA }, minute(9)),
    );
    expect(await store.evidence.newestBuilds('acme/Shop-API', null, 2)).toEqual([three, two]);
    expect(await store.evidence.newestBuilds('acme/Shop-API', new Date(minute(2)), 2)).toEqual([two, one]);
    expect(await store.evidence.newestCommits('acme/shop-api', null, 2)).toHaveLength(1);
  });
});

describe('of a host', () => {
  it('come containers that fail on it in the cluster', async () => {
    await record(
      failure(1, 3, { pod: 'api-1', message: NO_SUCH_HOST }),
      failure(1, 5, { pod: 'api-2', image: 'registry.acme.test/shop/web:1', message: 'unexpected EOF' }),
      failure(1, 4, { pod: 'api-3', cluster: 'prod-us', message: NO_SUCH_HOST }),
      failure(1, 4, { pod: 'api-4', image: 'ghcr.io/acme/api:1', message: 'unexpected EOF' }),
      failure(1, 4, { pod: 'api-5', message: NO_SUCH_HOST }),
      recovery(6, { pod: 'api-5' }),
    );
    const failing = await store.evidence.failuresOnHost('prod-eu', 'registry.acme.test', 10);
    expect(failing.map(({ pod }) => pod)).toEqual(['api-2', 'api-1']);
    expect(await store.evidence.failuresOnHost('prod-eu', 'registry.acme.test', 1)).toHaveLength(1);
  });

  it('come containers that pulled from it in the end, newest first, and none that only went away', async () => {
    const gone = fact(
      {
        kind: 'recovery',
        cluster: 'prod-eu',
        namespace: 'shop',
        pod: 'api-9',
        image: `${IMAGE}:1`,
        reason: 'Deleted',
        lastSeenAt: minute(9),
      },
      minute(9),
    );
    await record(
      recovery(6, { pod: 'api-1' }),
      failure(1, 2, { pod: 'api-2' }),
      recovery(7, { pod: 'api-2' }),
      recovery(8, { pod: 'api-3', cluster: 'prod-us' }),
      gone,
    );
    const pulls = await store.evidence.pullsFromHost('prod-eu', 'registry.acme.test', 10);
    expect(pulls.map(({ at }) => at)).toEqual([minute(7), minute(6)]);
  });
});
