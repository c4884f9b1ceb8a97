import { describe, expect, it } from 'vitest';
import { containerKey, failureOf, foldContainer, type Recorded, wantedReference } from '#domain';
import { gatherEvidence } from './gather-evidence.js';
import type { EvidenceSource } from './ports/index.js';
import { asFact } from './record-facts.js';

const REPOSITORY = 'registry.acme.test/shop/edge';
const CHILD = `sha256:${'c'.repeat(64)}`;
const SETTINGS = { mappings: [], aliases: [] };

const received = { receivedAt: new Date('2026-03-02T12:00:00.000Z'), signed: true };

/** Knows these facts of one image repository, and nothing else. */
function sourceOf(facts: readonly Recorded[]): EvidenceSource {
  const nothing = async () => [];
  return {
    ofImage: async (_repository, { tags, digests }) =>
      facts.filter(({ observation }) => {
        if (observation.kind !== 'push' && observation.kind !== 'delete') return false;
        return tags.includes(observation.tag ?? '') || digests.includes(observation.digest ?? '');
      }),
    tagsByNearKeys: nothing,
    newestOfImage: nothing,
    elsewhere: nothing,
    onOtherHosts: nothing,
    commitsNaming: nothing,
    sourcesOf: nothing,
    ofCommits: nothing,
    ofRuns: nothing,
    ofRefs: nothing,
    branchesOf: nothing,
    newestBuilds: nothing,
    newestCommits: nothing,
    failuresOnHost: nothing,
    pullsFromHost: nothing,
    isHostKnown: async () => true,
    repositoriesNamed: nothing,
    activityOf: nothing,
  };
}

describe('gatherEvidence', () => {
  it('finds the deletion of a manifest that only the node names', async () => {
    const image = `${REPOSITORY}:3.1.0`;
    const failure = {
      kind: 'failure' as const,
      cluster: 'prod-eu',
      namespace: 'shop',
      pod: 'edge-0',
      image,
      reason: 'ErrImagePull',
      message: `failed to pull and unpack image "${image}": failed to copy: httpReadSeeker: failed open: content at https://registry.acme.test/v2/shop/edge/manifests/${CHILD} not found: not found`,
      lastSeenAt: '2026-03-02T11:00:00.000Z',
    };
    const folded = foldContainer(null, containerKey(failure), {
      ...asFact(failure, received),
      observation: failure,
    });
    const container = failureOf(folded);
    if (!container) throw new Error('a failure folds into a failing container');
    const deletion = asFact({ kind: 'delete', repository: REPOSITORY, digest: CHILD }, received);
    const { snapshot } = await gatherEvidence(sourceOf([deletion]), SETTINGS, wantedReference(image), [
      container,
    ]);
    expect(snapshot.observations).toEqual([deletion]);
  });

  it('tells what it waits for before it looks up what the names lead to', async () => {
    const order: string[] = [];
    const asked = (name: string) => async () => {
      order.push(name);
      return [];
    };
    const source = {
      ...sourceOf([]),
      sourcesOf: async () => ['acme/edge'],
      newestBuilds: asked('builds'),
      branchesOf: asked('branches'),
      ofRefs: asked('refs'),
    };
    const image = wantedReference(`${REPOSITORY}:3.1.0`);
    const { names } = await gatherEvidence(source, SETTINGS, image, [], async (told) => {
      order.push(...told);
    });
    expect(names).toContain('source:acme/edge');
    expect(order.slice(0, names.length)).toEqual(names);
    expect(order.length).toBeGreaterThan(names.length);
  });
});
