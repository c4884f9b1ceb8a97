import { describe, expect, it, vi } from 'vitest';
import { status } from '../../../test/support/kube/answers.js';
import { failingPod, notFound, pod, podEvent, RUNNING, waiting } from '../../../test/support/kube/objects.js';
import { watchedCluster } from '../../../test/support/kube/watched-cluster.js';

const IMAGE = 'registry.acme.test/shop/api:1.4.2';
const fails = (name: string) => `failure ${name}/app ${IMAGE} ErrImagePull`;
const recovers = (name: string, reason: string) => `recovery ${name}/app ${IMAGE} ${reason}`;
const runs = { state: RUNNING, phase: 'Running' };
const until = (holds: () => void) => vi.waitFor(holds, { timeout: 20_000, interval: 10 });

describe('watchCluster', () => {
  it('reports what fails already and what begins to fail, and says when it knows all', async () => {
    const before = new Date();
    const { server, watch, expectTold } = await watchedCluster({
      prepare: (api) => {
        for (const name of ['a', 'b']) api.put('pods', failingPod({ name }));
        api.put('pods', pod({ name: 'healthy', ...runs }));
      },
    });
    expect((await watch.synced).getTime()).toBeGreaterThanOrEqual(before.getTime());
    await expectTold(fails('a'), fails('b'));
    server.put('pods', failingPod({ name: 'c' }));
    await expectTold(fails('a'), fails('b'), fails('c'));
  });

  it('expectTold a pod that pulled from one that is gone, though the watch says the same of both', async () => {
    const pods = ['pulls', 'goes'].map((name) => failingPod({ name, uid: name }));
    const { server, watch, expectTold } = await watchedCluster({
      prepare: (api) => void pods.map((each) => api.put('pods', each)),
    });
    await watch.synced;
    server.put('pods', pod({ name: 'pulls', uid: 'pulls', ...runs }));
    server.remove('pods', pods[1] ?? pods[0]!);
    await expectTold(
      fails('pulls'),
      fails('goes'),
      recovers('pulls', 'Pulled'),
      recovers('goes', 'PodDeleted'),
    );
    expect(watch.failing()).toBe(0);
  });

  it('does not take a new pod of the same name for the old one', async () => {
    const { server, watch, expectTold } = await watchedCluster({
      prepare: (api) => void api.put('pods', failingPod({ name: 'db-0', uid: 'old' })),
    });
    await watch.synced;
    server.put('pods', pod({ name: 'db-0', uid: 'new', ...runs }));
    await expectTold(fails('db-0'), recovers('db-0', 'PodDeleted'));
  });

  it('lists in pages of one version and asks not to go back in time', async () => {
    const names = Array.from({ length: 600 }, (_, i) => `p${i}`);
    const { server, watch, reports } = await watchedCluster({
      prepare: (api) => void names.map((name) => api.put('pods', failingPod({ name }))),
    });
    await watch.synced;
    expect(new Set(reports.map(({ pod: name }) => name))).toEqual(new Set(names));
    expect(reports).toHaveLength(names.length);
    const lists = () =>
      server.seen.filter(
        ({ path, query }) =>
          path === '/api/v1/pods' &&
          !query.has('watch') &&
          query.get('fieldSelector') === 'status.phase=Pending',
      );
    expect(lists().map(({ query }) => [query.get('limit'), query.get('continue') !== null])).toEqual([
      ['250', false],
      ['250', true],
      ['250', true],
    ]);
    expect(lists().every(({ query }) => query.get('resourceVersion') === null)).toBe(true);
  });

  it('begins a list again, with larger pages, whose continue token expired', async () => {
    const names = Array.from({ length: 400 }, (_, i) => `p${i}`);
    const { watch, reports } = await watchedCluster({
      prepare: (api) => {
        for (const name of names) api.put('pods', failingPod({ name }));
        api.fault = ({ query }) => {
          if (query.get('limit') === '250' && query.has('continue')) api.forget();
          return false;
        };
      },
    });
    await watch.synced;
    expect(new Set(reports.map(({ pod: name }) => name)).size).toBe(400);
    expect(reports).toHaveLength(400);
  });
});

describe('a watch', () => {
  it('goes on where it was when it is cut in the middle of a line, without a new list', async () => {
    const { server, watch, expectTold } = await watchedCluster();
    await watch.synced;
    await until(() => expect(server.watching('pods')).toBe(1));
    const late = failingPod({ name: 'late' });
    server.sendRaw('pods', JSON.stringify({ type: 'ADDED', object: late }).slice(0, 200));
    const requests = server.seen.length;
    server.cutConnections();
    server.put('pods', late);
    await expectTold(fails('late'));
    const again = server.seen.slice(requests).filter(({ path }) => path === '/api/v1/pods');
    expect(again.every(({ query }) => query.get('watch') === 'true')).toBe(true);
  });

  it('goes on from a bookmark', async () => {
    const { server, watch, garbage } = await watchedCluster();
    await watch.synced;
    await until(() => expect(server.watching('pods')).toBe(1));
    server.bookmark();
    const marked = String(server.versionNow);
    // What is read after the bookmark shows that the bookmark was read.
    server.sendRaw('pods', 'garbage\n');
    await until(() => expect(garbage).toHaveLength(1));
    server.cutConnections();
    const resumed = () =>
      server.seen.filter(
        ({ path, query }) => path === '/api/v1/pods' && query.get('resourceVersion') === marked,
      );
    await until(() => expect(resumed()).toHaveLength(1));
    expect(resumed()[0]?.query.get('allowWatchBookmarks')).toBe('true');
  });

  it('lists again when the server has forgotten its version, and finds what it missed', async () => {
    const goner = failingPod({ name: 'goner' });
    const { server, watch, expectTold, failures } = await watchedCluster({
      prepare: (api) => void api.put('pods', goner),
    });
    await watch.synced;
    await until(() => expect(server.watching('pods')).toBe(1));
    server.away = true;
    server.cutConnections();
    server.remove('pods', goner);
    server.put('pods', failingPod({ name: 'new' }));
    server.forget();
    server.away = false;
    await expectTold(fails('goner'), recovers('goner', 'PodDeleted'), fails('new'));
    expect(failures.map(({ failure }) => failure.reason)).toContain('gone');
  });

  it('survives garbage: lines that are no events, objects that are no pods', async () => {
    const { server, watch, expectTold, garbage } = await watchedCluster({
      prepare: (api) => {
        api.put('pods', {
          metadata: { name: 'x' },
          spec: 7,
          status: { phase: 'Pending', containerStatuses: 'no' },
        });
        api.put('pods', failingPod({ name: 'a' }));
      },
    });
    await watch.synced;
    await until(() => expect(server.watching('pods')).toBe(1));
    server.sendRaw('pods', 'not json\n{"type":"ADDED"}\n{"type":"WHAT","object":{}}\n[]\n\n');
    server.put('pods', failingPod({ name: 'b' }));
    await expectTold(fails('a'), fails('b'));
    expect(garbage.length).toBeGreaterThanOrEqual(4);
  });

  it.each([
    [429, { 'retry-after': '1' }, 'throttled'],
    [500, {}, 'unavailable'],
    [503, {}, 'unavailable'],
  ] as const)('survives answers with %i', async (code, headers, reason) => {
    let refusals = 0;
    const { expectTold, failures } = await watchedCluster({
      prepare: (api) => {
        api.put('pods', failingPod({ name: 'a' }));
        api.fault = (_seen, response) => {
          refusals += 1;
          if (refusals > 6) return false;
          status(response, code, 'not now', headers);
          return true;
        };
      },
    });
    await expectTold(fails('a'));
    expect(failures[0]?.failure).toMatchObject({ reason, status: code });
    expect(failures[0]?.failure.retryAfterMs).toBe(code === 429 ? 1000 : null);
  });

  it('survives a restart of the API server', async () => {
    const { server, watch, expectTold } = await watchedCluster();
    await watch.synced;
    server.away = true;
    server.cutConnections();
    server.put('pods', failingPod({ name: 'a' }));
    server.away = false;
    await expectTold(fails('a'));
  });

  it('reads its token anew when it is refused', async () => {
    let token = 'first';
    const { server, watch, expectTold } = await watchedCluster({
      token: () => token,
      prepare: (api) => void api.tokens.add('first'),
    });
    await watch.synced;
    server.tokens.clear();
    server.tokens.add('second');
    token = 'second';
    server.cutConnections();
    server.put('pods', failingPod({ name: 'a' }));
    await expectTold(fails('a'));
  });
});

describe('the scope', () => {
  it('goes on in the other namespaces where one is forbidden, and says so', async () => {
    const { expectTold, failures, watch } = await watchedCluster({
      scope: { namespaces: ['shop', 'secret'] },
      prepare: (api) => {
        api.forbidden.add('secret');
        api.put('pods', failingPod({ name: 'a' }));
        api.put('pods', failingPod({ name: 'b', namespace: 'secret' }));
        api.put('pods', failingPod({ name: 'c', namespace: 'elsewhere' }));
      },
    });
    await expectTold(fails('a'));
    expect(failures.map(({ failure }) => failure.reason)).toContain('forbidden');
    const synced = await Promise.race([
      watch.synced,
      new Promise((resolve) => setTimeout(resolve, 100, 'not')),
    ]);
    expect(synced).toBe('not');
  });

  it('leaves namespaces out, and takes pods by their labels', async () => {
    const labels = { metadata: { labels: { team: 'shop' } } };
    const kept = failingPod({ name: 'a', ...labels });
    const { server, watch, expectTold } = await watchedCluster({
      scope: { exceptNamespaces: ['kube-system'], labels: 'team=shop' },
      prepare: (api) => {
        api.put('pods', kept);
        api.put('pods', failingPod({ name: 'b' }));
        api.put('pods', failingPod({ name: 'c', namespace: 'kube-system', ...labels }));
      },
    });
    await watch.synced;
    for (const name of ['b', 'c']) {
      const about = failingPod({
        name,
        namespace: name === 'c' ? 'kube-system' : 'shop',
        ...(name === 'c' ? labels : {}),
      });
      server.put('events', podEvent(about, 'Failed', 'Error: ErrImagePull'));
    }
    server.put('pods', failingPod({ name: 'd', ...labels }));
    await expectTold(fails('a'), fails('d'));
  });
});

describe('a container that pulls again in a Running pod', () => {
  const again = (name: string) => ({
    name,
    uid: name,
    phase: 'Running',
    state: waiting('ErrImagePull', notFound(IMAGE)),
  });

  it('is found through its Events, with the cause that its status lost', async () => {
    const about = pod({
      ...again('a'),
      state: waiting('ImagePullBackOff', `Back-off pulling image "${IMAGE}"`),
    });
    const { server, watch, reports } = await watchedCluster();
    await watch.synced;
    server.put('pods', about);
    server.put('events', podEvent(about, 'Failed', `Failed to pull image "${IMAGE}": ${notFound()}`));
    await until(() =>
      expect(reports.at(-1)).toMatchObject({ pod: 'a', message: expect.stringContaining('not found') }),
    );
  });

  it('is found by the sweep when every Event was lost, without reading the healthy pods', async () => {
    const { server, watch, expectTold } = await watchedCluster({
      prepare: (api) => {
        for (let i = 0; i < 50; i += 1) api.put('pods', pod({ name: `web-${i}`, ...runs }));
        api.put('namespaces', { metadata: { name: 'shop' } });
        api.put('pods', pod(again('a')));
      },
    });
    await watch.synced;
    await expectTold(fails('a'));
    const single = server.seen.filter(({ query }) =>
      query.get('fieldSelector')?.startsWith('metadata.name='),
    );
    expect(single).toHaveLength(1);
    const sweeps = server.seen.filter(({ accept }) => accept.includes('as=Table'));
    expect(sweeps.map(({ query }) => query.get('includeObject'))).toEqual(['None']);
  });

  it('is found by a later sweep, also in an ephemeral container, which no column counts', async () => {
    const { server, watch, reports } = await watchedCluster({ pace: { sweepMs: 20, wholeSweepMs: 20 } });
    await watch.synced;
    server.put('namespaces', { metadata: { name: 'shop' } });
    server.put('pods', pod(again('a')));
    server.put(
      'pods',
      pod({
        name: 'b',
        ...runs,
        spec: { ephemeralContainers: [{ name: 'debugger', image: 'e:1' }] },
        status: {
          containerStatuses: [{ name: 'app', ready: true, state: RUNNING }],
          ephemeralContainerStatuses: [{ name: 'debugger', state: waiting('ErrImagePull', notFound('e:1')) }],
        },
      }),
    );
    await until(() =>
      expect(reports.map(({ pod: name, container }) => `${name}/${container}`).sort()).toEqual([
        'a/app',
        'b/debugger',
      ]),
    );
  });

  it('is followed until it recovers', async () => {
    const { server, watch, expectTold } = await watchedCluster({
      pace: { followUpMs: 20 },
      prepare: (api) => {
        api.put('namespaces', { metadata: { name: 'shop' } });
        api.put('pods', pod(again('a')));
        api.put('pods', pod(again('b')));
      },
    });
    await watch.synced;
    server.put('pods', pod({ name: 'a', uid: 'a', ...runs }));
    server.remove('pods', pod(again('b')));
    await expectTold(fails('a'), fails('b'), recovers('a', 'Pulled'), recovers('b', 'PodDeleted'));
  });
});

it('reports each of 5,000 pods that fail at once, once', async () => {
  const { server, watch, reports } = await watchedCluster();
  await watch.synced;
  await until(() => expect(server.watching('events')).toBe(1));
  for (let i = 0; i < 5_000; i += 1) {
    const each = server.put('pods', failingPod({ name: `p${i}`, uid: `u${i}` }));
    if (i % 10 === 0) server.put('events', podEvent(each, 'Failed', 'Error: ErrImagePull'));
  }
  await until(() => expect(watch.failing()).toBe(5_000));
  await until(() => expect(new Set(reports.map(({ pod: name }) => name)).size).toBe(5_000));
  expect(reports).toHaveLength(5_000);
});
