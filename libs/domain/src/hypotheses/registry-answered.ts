import { originOf } from '../evidence/case-file.js';
import {
  type AnswerRecord,
  answerAsEvidence,
  answersInTime,
  disappearanceOf,
} from '../evidence/registry-answers.js';
import { mechanismOf } from '../pull-error/index.js';
import type { Finding, Hypothesis, OpenCase } from './hypothesis.js';
import { mirrorOf } from './mirror-stale.js';
import { hasOtherSpelling } from './never-pushed.js';
import { wantedArchitectures } from './platform.js';
import { asCommit, asPush, nodeSays, wanted, when } from './say.js';

const facts = (file: OpenCase, answer: AnswerRecord) => [...nodeSays(file), answerAsEvidence(answer)];

/** It was pushed, no deletion was received, and the registry does not have it. */
export const goneUnseen: Hypothesis = {
  name: 'gone-unseen',
  causes: ['tag_deleted'],
  classes: ['not_found'],
  needs:
    'a push of the tag, or an answer of the registry that it is there, and a later answer that it is not',
  examine(file) {
    const { state, lastPush } = file.history;
    const { stillAbsent } = answersInTime(file);
    if (state === 'never') return disappeared(file);
    if (state !== 'present' || !lastPush || !stillAbsent || stillAbsent.record.at <= lastPush.at) return null;
    const origin = originOf(file, lastPush);
    return {
      cause: 'tag_deleted',
      weight: 'probe',
      summary: `${wanted(file)} is no longer there: it was pushed at ${when(lastPush.at)}, and at ${when(stillAbsent.record.at)} the registry did not have it. No deletion was received.`,
      commit: origin ? asCommit(file, origin, 'rebuild') : null,
      push: asPush(lastPush),
      fixes: mechanismOf('not_found').fixes,
      basis: [lastPush],
      facts: facts(file, stillAbsent),
      lookedFor: [{ what: `a deletion of ${wanted(file)}`, found: false, where: 'registry events' }],
    };
  },
};

function disappeared(file: OpenCase): Finding | null {
  const found = disappearanceOf(file);
  if (!found) return null;
  const { seen, missed } = found;
  return {
    cause: 'tag_deleted',
    weight: 'probe',
    summary: `${wanted(file)} is no longer there: at ${when(seen.record.at)} the registry had it, and at ${when(missed.record.at)} it did not.`,
    fixes: mechanismOf('not_found').fixes,
    basis: [],
    facts: [...nodeSays(file), answerAsEvidence(seen), answerAsEvidence(missed)],
    lookedFor: [{ what: `a deletion of ${wanted(file)}`, found: false, where: 'registry events' }],
  };
}

/** The registry has what the node was told is not there, or may not be had. */
export const thereAfterAll: Hypothesis = {
  name: 'there-after-all',
  causes: ['mirror_stale', 'credentials_rejected', 'build_running'],
  classes: ['not_found', 'auth'],
  needs: 'the registry’s answer that the tag is there, while the pull fails',
  examine(file) {
    const { absent, present } = answersInTime(file);
    const { error } = file.snapshot;
    if (!present || !error || file.history.state !== 'never') return null;
    const mirror = mirrorOf(file);
    if (mirror) return behindMirror(file, present, mirror);
    if (error.class === 'auth') return refused(file, present);
    return absent && !hasOtherSpelling(file) && !file.history.pushedLater
      ? cameLater(file, absent, present)
      : null;
  },
};

function behindMirror(file: OpenCase, present: AnswerRecord, mirror: string): Finding {
  const { registry } = file.snapshot.image;
  return {
    cause: 'mirror_stale',
    weight: 'probe',
    summary: `${mirror} answered in the place of ${registry} and does not have ${wanted(file)}; ${registry} itself has it.`,
    fixes: [
      {
        title: `Refresh or bypass the mirror ${mirror}`,
        detail:
          'Check that the mirror reaches its upstream and does not keep "not found" answers; until then let the nodes fall through to the registry.',
      },
    ],
    basis: [],
    facts: facts(file, present),
  };
}

function refused(file: OpenCase, present: AnswerRecord): Finding {
  return {
    cause: 'credentials_rejected',
    weight: 'probe',
    summary: `The registry ${file.snapshot.image.registry} refused the pull of ${wanted(file)}, which is there: Pulltrace may read it.`,
    fixes: mechanismOf('auth').fixes,
    basis: [],
    facts: facts(file, present),
  };
}

function cameLater(file: OpenCase, absent: AnswerRecord, present: AnswerRecord): Finding {
  return {
    cause: 'build_running',
    weight: 'probe',
    summary: `${wanted(file)} was not there at ${when(absent.record.at)} and is at ${when(present.record.at)}, so the next pull finds it.`,
    fixes: [
      {
        title: 'Wait for the next attempt',
        detail:
          'The kubelet tries again by itself, at most five minutes apart. Deploy after the build has pushed to avoid the race.',
      },
    ],
    basis: [],
    facts: [...nodeSays(file), answerAsEvidence(absent), answerAsEvidence(present)],
  };
}

/** The registry lists the image's platforms, and the node's is not among them. */
export const platformsAnswered: Hypothesis = {
  name: 'platforms-answered',
  causes: ['platform_not_built'],
  classes: ['arch_mismatch'],
  needs: 'the platforms that the registry answers, and the node’s architecture, where no push tells them',
  examine(file) {
    const { present } = answersInTime(file);
    const platforms = present?.answer.platforms ?? [];
    if (!present || platforms.length === 0 || file.history.lastPush) return null;
    const architectures = new Set(platforms.map((platform) => platform.split('/')[1]));
    const missing = wantedArchitectures(file).filter((wantedOne) => !architectures.has(wantedOne));
    if (missing.length === 0) return null;
    return {
      cause: 'platform_not_built',
      weight: 'probe',
      summary: `${wanted(file)} has ${platforms.join(', ')} only, and the node is ${missing.join(', ')}.`,
      fixes: mechanismOf('arch_mismatch').fixes,
      basis: [],
      facts: facts(file, present),
    };
  },
};
