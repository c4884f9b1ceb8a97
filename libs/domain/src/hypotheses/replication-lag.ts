import { originOf } from '../evidence/case-file.js';
import { inWords } from '../evidence/durations.js';
import { type ReplicaPush, replicaPush } from '../evidence/replicas.js';
import { SKEW_MS } from '../evidence/tag-history.js';
import { deployImage } from './fixes.js';
import { ABSENT, type Hypothesis, type OpenCase } from './hypothesis.js';
import { noPush } from './never-pushed.js';
import { asCommit, asPush, nodeSays, wanted, when } from './say.js';

/** Where no arrivals are known: replication between regions takes minutes (AWS docs, "Private image replication"). */
const USUALLY_MS = 30 * 60_000;

/** The image was pushed to the primary registry and has not reached the replica that is asked. */
export const replicationLag: Hypothesis = {
  name: 'replication-lag',
  causes: ['replication_lag'],
  classes: ABSENT,
  needs:
    'a push of the tag to the same path of another registry that is replicated to the wanted one, and none to the wanted one before',
  examine(file) {
    const { history, snapshot } = file;
    const arrived = history.state === 'never' ? history.pushedLater : null;
    if (history.state !== 'never') return null;
    const replica = replicaPush(file);
    if (!replica || Date.parse(replica.push.at) > Date.parse(file.at) + SKEW_MS) return null;
    const { push, because } = replica;
    const origin = originOf(file, push);
    const late = !arrived && isLate(file, replica);
    return {
      cause: 'replication_lag',
      weight: arrived ? 'direct' : late ? 'statistics' : 'build',
      summary: `${wanted(file)} was pushed to ${push.observation.repository} at ${when(push.at)} ${arrived ? `and arrived at ${snapshot.image.registry} at ${when(arrived.at)}, after it was wanted` : `and has not arrived at ${snapshot.image.registry}${late ? ' in the time it usually takes: the replication may have failed' : ' yet'}`}; ${because}${usual(replica)}.`,
      commit: origin ? asCommit(file, origin, 'context') : null,
      push: asPush(push),
      fixes: [
        late
          ? {
              title: 'Look at the replication',
              detail:
                'Check the replication rule, its filters and its last run; start it again for this repository.',
            }
          : {
              title: 'Wait for the replication',
              detail: 'The kubelet tries again by itself, at most five minutes apart.',
            },
        deployImage(file, push, 'Or pull it from where it was pushed'),
      ],
      basis: [push, ...(arrived ? [arrived] : [])],
      facts: nodeSays(file),
      lookedFor: arrived ? [] : [noPush(file)],
    };
  },
};

const usual = ({ lag }: ReplicaPush) => (lag ? ` (longest ${inWords(lag.longest)} of ${lag.of})` : '');

/** Still failing after the longest time that an arrival took. */
function isLate(file: OpenCase, { push, lag }: ReplicaPush): boolean {
  const last =
    file.failures
      .map(({ lastSeenAt }) => lastSeenAt)
      .sort()
      .at(-1) ?? file.at;
  return Date.parse(last) - Date.parse(push.at) > Math.max(lag?.longest ?? USUALLY_MS, SKEW_MS);
}
