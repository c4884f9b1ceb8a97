import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { failingPod, notFound, pod, podEvent, RUNNING, waiting } from '../../../test/support/kube/objects.js';
import type { KubeObject } from '../../../test/support/kube/selectors.js';
import { watchedCluster } from '../../../test/support/kube/watched-cluster.js';

const image = (version: number) => `registry.acme.test/shop/api:${version}`;

/** Something that happens to one of a few pods, or to the connection. */
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('fail' as const), pod: fc.nat(5), version: fc.nat(2) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('fail_again' as const), pod: fc.nat(5), event: fc.boolean() }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('pull' as const), pod: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), pod: fc.nat(5) }) },
  // Some of what happened is seen before the rest happens.
  { weight: 6, arbitrary: fc.record({ do: fc.constant('let_through' as const), ms: fc.nat(15) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cut' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('forget' as const) }) },
);

/** Whether and on which image each pod that is there fails. */
const truth = (pods: ReadonlyMap<number, KubeObject>) =>
  [...pods].flatMap(([name, object]) => {
    const { containerStatuses } = object.status as { containerStatuses: { state: { waiting?: object } }[] };
    const { containers } = object.spec as { containers: { image: string }[] };
    return containerStatuses[0]?.state.waiting ? [`${name} ${containers[0]?.image}`] : [];
  });

it('knows what fails in the end, whatever happened, was cut off, forgotten or never told by an Event', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const pace = { followUpMs: 30, sweepMs: 30 };
      const cluster = await watchedCluster({
        pace,
        prepare: (api) => void api.put('namespaces', { metadata: { name: 'shop' } }),
      });
      const { server, reports, watch } = cluster;
      const pods = new Map<number, KubeObject>();
      let made = 0;
      for (const now of steps) {
        if (now.do === 'let_through') await sleep(now.ms);
        else if (now.do === 'cut') server.cutConnections();
        else if (now.do === 'forget') server.forget();
        else if (now.do === 'remove') {
          const gone = pods.get(now.pod);
          if (gone) server.remove('pods', gone);
          pods.delete(now.pod);
        } else {
          const before = pods.get(now.pod);
          made += before ? 0 : 1;
          const uid = before?.metadata.uid ?? `${now.pod}-${made}`;
          const spec = before?.spec as { containers: { image: string }[] } | undefined;
          const wanted = now.do === 'fail' ? image(now.version) : (spec?.containers[0]?.image ?? image(0));
          const wish = { name: String(now.pod), uid, image: wanted };
          const next =
            now.do === 'pull'
              ? pod({ ...wish, state: RUNNING, phase: 'Running' })
              : now.do === 'fail'
                ? failingPod(wish)
                : pod({ ...wish, state: waiting('ErrImagePull', notFound(wanted)), phase: 'Running' });
          server.put('pods', next);
          pods.set(now.pod, next);
          if (now.do === 'fail_again' && now.event)
            server.put('events', podEvent(next, 'Failed', 'Error: ErrImagePull'));
        }
      }
      await watch.synced;
      await vi.waitFor(
        () => {
          const latest = new Map<string, boolean>();
          for (const { kind, pod: name, podUid, image: of } of reports) {
            latest.set(JSON.stringify([podUid, `${name} ${of}`]), kind === 'failure');
          }
          const known = [...latest].flatMap(([key, fails]) =>
            fails ? [(JSON.parse(key) as string[])[1] ?? ''] : [],
          );
          expect([...known].sort(byText)).toEqual(truth(pods).sort(byText));
        },
        { timeout: 20_000, interval: 20 },
      );
      await cluster.stop();
    }),
    { numRuns: 40, endOnFailure: true },
  );
});

const byText = (a: string, b: string) => (a < b ? -1 : 1);
