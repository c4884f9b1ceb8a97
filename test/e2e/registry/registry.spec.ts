import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { peer } from '../../support/peers.js';
import { permutations } from '../replay/permutations.js';
import { type ReplayServer, startReplayServer, told } from '../replay/replay-server.js';
import { childCollected, collected, singleArchitecture } from './collected-stories.js';
import { type Stage, setStage } from './stage.js';
import {
  COMMITS,
  childDeleted,
  digestSuperseded,
  type Story,
  tagDeleted,
  tagOverwritten,
  tagSpelledDifferently,
} from './stories.js';

const programs = { registry: peer('docker-registry'), skopeo: peer('skopeo'), umoci: peer('umoci') };
const reasons = Object.values(programs).flatMap(({ reason }) => reason ?? []);

/** All that is played once in front of the registry; the tests look at what was concluded. */
async function play(stage: Stage) {
  const spelled = await tagSpelledDifferently(stage);
  return {
    spelled,
    skopeoSays: await stage.registry.digestOf('shop/api:1.4.2'),
    overwritten: await tagOverwritten(stage, spelled),
    deleted: await tagDeleted(stage),
    superseded: await digestSuperseded(stage),
    child: await childDeleted(stage),
    lone: await singleArchitecture(stage),
    // Last, because they collect what other stories have left.
    swept: await collected(stage),
    fleet: await childCollected(stage),
  };
}

describe.skipIf(reasons.length > 0)(
  `a real registry${reasons.length > 0 ? ` (did not run: ${reasons.join(', ')})` : ''}`,
  () => {
    let server: ReplayServer;
    /** Sees one story at a time, because a source's other deliveries are evidence too. */
    let fresh: ReplayServer;
    let stage: Stage;
    let played: Awaited<ReturnType<typeof play>>;

    beforeAll(async () => {
      server = await startReplayServer();
      stage = await setStage(server, {
        registry: programs.registry.path ?? '',
        skopeo: programs.skopeo.path ?? '',
        umoci: programs.umoci.path ?? '',
      });
      played = await play(stage);
      fresh = await startReplayServer();
    });
    afterAll(async () => {
      await stage?.leave();
      await server?.stop();
      await fresh?.stop();
    });

    it('names the tag that was pushed instead, its digest and its commit', () => {
      const { incident, digest } = played.spelled;
      expect(incident.verdict).toMatchObject({
        cause: 'tag_spelled_differently',
        level: 'likely',
        rule: 'v_prefix',
        push: { repository: `${stage.registry.host}/shop/api`, tag: '1.4.2', digest },
        commit: { sha: COMMITS.api, repository: 'acme/api', role: 'context' },
      });
      expect(digest).toBe(played.skopeoSays);
      expect(incident.verdict?.fixes[0]?.patch).toContain(`${stage.registry.host}/shop/api:1.4.2@${digest}`);
    });

    it('follows a tag that is overwritten, and names no commit for content that no build reported', () => {
      const { incident, digest } = played.overwritten;
      expect(digest).not.toBe(played.spelled.digest);
      expect(incident.id).toBe(played.spelled.incident.id);
      expect(incident.verdict).toMatchObject({
        cause: 'tag_spelled_differently',
        push: { tag: '1.4.2', digest },
        commit: null,
      });
    });

    it('says since when a deleted tag is gone, when it was pushed and from which commit', () => {
      const { incident, pushedAt, digest } = played.deleted;
      expect(incident.verdict).toMatchObject({
        cause: 'tag_deleted',
        level: 'proven',
        push: { tag: '2.0.0', digest, pushedAt: new Date(pushedAt).toISOString() },
        commit: { sha: COMMITS.web, repository: 'acme/web', role: 'rebuild' },
      });
    });

    it('tells what a pinned digest was and what took its tag', () => {
      const { incident, current } = played.superseded;
      expect(incident.verdict).toMatchObject({
        cause: 'digest_superseded',
        level: 'proven',
        push: { tag: 'stable', digest: current },
      });
    });

    it('tells a deleted manifest of an index from a missing tag', () => {
      const { incident, child } = played.child;
      expect(incident.verdict).toMatchObject({
        cause: 'platform_manifest_deleted',
        level: 'proven',
        push: { tag: '3.1.0' },
      });
      expect(incident.verdict?.summary).toContain(child);
    });

    it('tells an index of one architecture from a missing tag', () => {
      expect(played.lone.incident).toMatchObject({
        error: { class: 'arch_mismatch' },
        verdict: {
          cause: 'platform_not_built',
          level: 'proven',
          push: { tag: '1.0.0' },
          commit: { sha: COMMITS.web, repository: 'acme/lone', role: 'context' },
        },
      });
      expect(played.lone.incident.verdict?.summary).toContain('has linux/amd64 only');
    });

    it('tells what became of a pinned digest that was collected without an event', () => {
      const { incident, current } = played.swept;
      expect(incident).toMatchObject({
        error: { class: 'not_found' },
        verdict: { cause: 'digest_superseded', level: 'likely', push: { tag: 'main', digest: current } },
      });
    });

    it('tells a manifest of an index that was collected without an event', () => {
      const { incident, child } = played.fleet;
      expect(incident).toMatchObject({
        error: { class: 'child_missing' },
        verdict: { cause: 'platform_manifest_deleted', level: 'likely', push: { tag: '2.0.0' } },
      });
      expect(incident.verdict?.summary).toContain(child);
    });

    const STORIES = [
      'spelled',
      'overwritten',
      'deleted',
      'superseded',
      'child',
      'lone',
      'swept',
      'fleet',
    ] as const;

    it.each(STORIES)(
      'concludes the same of %s whatever the order of its deliveries',
      async (name) => {
        const { image, incident, deliveries }: Story = played[name];
        expect(deliveries.length).toBeGreaterThanOrEqual(3);
        const verdicts = new Set<string>();
        for (const order of permutations(deliveries)) {
          for (const delivery of order) {
            expect((await fresh.post(delivery)).status).toBe(202);
            await fresh.settled();
          }
          const concluded = await fresh.incidentOn(image);
          expect(concluded.verdict?.cause).toBe(incident.verdict?.cause);
          verdicts.add(told(concluded));
          await fresh.wipe();
        }
        expect([...verdicts]).toEqual([...verdicts].slice(0, 1));
      },
      180_000,
    );
  },
);
