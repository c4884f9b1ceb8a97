import type { CaseFile } from '../evidence/case-file.js';
import { originOf } from '../evidence/case-file.js';
import { ABSENT, type Finding, type Hypothesis, type OpenCase } from './hypothesis.js';
import { noPush } from './never-pushed.js';
import { asCommit, asPush, nodeSays, wanted, when } from './say.js';

/** Hosts that Docker Hub itself answers from. */
const OWN_HOSTS: { readonly [registry: string]: readonly string[] } = {
  'docker.io': [
    'docker.io',
    'registry-1.docker.io',
    'index.docker.io',
    'auth.docker.io',
    'registry.hub.docker.com',
  ],
};

/** The host that answered in the registry's place, as the node's text names it; `null` when it was the registry itself. */
export function mirrorOf(file: CaseFile): string | null {
  const { error, image } = file.snapshot;
  const host = error?.host ?? null;
  if (!host || host === image.registry) return null;
  const own = OWN_HOSTS[image.registry] ?? [];
  return own.includes(host) || host.endsWith(`.${image.registry}`) ? null : host;
}

/** Another host answered for the registry, and it does not have what the registry has. */
export const mirrorStale: Hypothesis = {
  name: 'mirror-stale',
  causes: ['mirror_stale'],
  classes: ABSENT,
  needs:
    'a host in the node’s text that is not the registry of the image, and a push of the tag to the registry',
  examine(file) {
    const mirror = mirrorOf(file);
    const { state, lastPush } = file.history;
    if (mirror && isOthers(file)) return ofOthers(file, mirror);
    if (!mirror || state !== 'present' || !lastPush) return null;
    const origin = originOf(file, lastPush);
    const { registry } = file.snapshot.image;
    return {
      cause: 'mirror_stale',
      weight: 'direct',
      cap: 'likely',
      summary: `${mirror} answered in the place of ${registry} and does not have ${wanted(file)}, which was pushed to ${registry} at ${when(lastPush.at)}.`,
      commit: origin ? asCommit(file, origin, 'context') : null,
      push: asPush(lastPush),
      fixes: [
        {
          title: `Refresh or bypass the mirror ${mirror}`,
          detail:
            'Check that the mirror reaches its upstream and does not keep "not found" answers; until then let the nodes fall through to the registry.',
        },
      ],
      basis: [lastPush],
      facts: nodeSays(file),
    };
  },
};

/** Nothing here ever made images of the repository, so only its registry can tell what it has. */
const isOthers = (file: OpenCase) =>
  file.pushes.length === 0 && file.deletions.length === 0 && file.makers.length === 0 && !file.commit?.firm;

/** Somebody else's image: that the answer came from a mirror is all that is known, and worth saying first. */
function ofOthers(file: OpenCase, mirror: string): Finding | null {
  if (!file.snapshot.error) return null;
  const { registry } = file.snapshot.image;
  return {
    cause: 'mirror_stale',
    weight: 'absence',
    cap: 'possible',
    summary: `${mirror} answered in the place of ${registry} that ${wanted(file)} is not there; whether ${registry} has it is not known.`,
    fixes: [
      {
        title: `Ask ${registry} itself`,
        detail: `Look the tag up at ${registry}. If it is there, the mirror ${mirror} is stale or keeps "not found" answers; if not, the tag is wrong.`,
      },
    ],
    basis: [],
    facts: nodeSays(file),
    lookedFor: [noPush(file)],
  };
}
