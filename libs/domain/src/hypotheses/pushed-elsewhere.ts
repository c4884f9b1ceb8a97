import { originOf } from '../evidence/case-file.js';
import { replicaPush } from '../evidence/replicas.js';
import { deployImage } from './fixes.js';
import { ABSENT, type Hypothesis, type OpenCase } from './hypothesis.js';
import { hasOtherSpelling, noPush } from './never-pushed.js';
import { almostAlike } from './repository-misspelled.js';
import { asCommit, asPush, nodeSays, wanted, when } from './say.js';

/** The very image was pushed, to another repository or registry. */
export const pushedElsewhere: Hypothesis = {
  name: 'pushed-elsewhere',
  causes: ['pushed_elsewhere'],
  classes: ABSENT,
  needs: 'a push of the same distinctive tag, commit or digest to another repository',
  examine(file) {
    if (file.history.state !== 'never' || file.history.pushedLater || hasOtherSpelling(file)) return null;
    if (replicaPush(file)) return null;
    const found = sameContent(file);
    // A name that is two letters off is a typing error, whatever the tag.
    if (!found || almostAlike(file)?.id === found.push.id) return null;
    const { push, because, direct } = found;
    const origin = originOf(file, push);
    const agrees = origin !== null && file.commit !== null && origin.sha === file.commit.sha;
    return {
      cause: 'pushed_elsewhere',
      weight: direct || agrees ? 'direct' : 'build',
      summary: `${wanted(file)} was never pushed, but ${push.observation.repository}${push.observation.tag ? `:${push.observation.tag}` : ''} was, at ${when(push.at)}: ${because}.`,
      commit: origin ? asCommit(file, origin, 'context') : null,
      push: asPush(push),
      fixes: [
        deployImage(file, push, 'Pull it from where it was pushed'),
        {
          title: 'Or push it to where it is wanted',
          detail: `Check the image name in the build: it pushes to ${push.observation.repository}, the workload pulls from ${file.snapshot.image.repository}.`,
        },
      ],
      basis: [push],
      facts: nodeSays(file),
      lookedFor: [noPush(file)],
    };
  },
};

/** Tags such as `latest` or `1.0` exist everywhere; only commit ids and digests tell content apart. */
function sameContent(file: OpenCase) {
  const { image } = file.snapshot;
  const distinctive = file.candidates.some(
    ({ kind, strength }) => (kind === 'commit' || kind === 'commit_prefix') && strength >= 0.9,
  );
  for (const push of [...file.elsewhere].reverse()) {
    const { digest, tag, commit } = push.observation;
    if (image.digest && digest === image.digest)
      return { push, because: 'it has the same digest', direct: true };
    if (distinctive && tag === image.tag)
      return { push, because: 'it carries the same commit in its tag', direct: false };
    if (commit && file.commit?.firm && commit === file.commit.sha)
      return { push, because: 'it was made from the same commit', direct: false };
  }
  return null;
}
