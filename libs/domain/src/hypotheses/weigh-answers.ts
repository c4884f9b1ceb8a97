import {
  type AnswersInTime,
  answerAsEvidence,
  answersInTime,
  disappearanceOf,
} from '../evidence/registry-answers.js';
import type { Cause, Level } from '../verdict.js';
import { type Finding, type OpenCase, WEIGHTS } from './hypothesis.js';

/** Causes for which the image has to be missing from the registry. */
const MISSING: ReadonlySet<Cause> = new Set<Cause>([
  'build_failed',
  'build_running',
  'build_queued',
  'build_cancelled',
  'build_timed_out',
  'workflow_invalid',
  'build_awaiting_approval',
  'build_skipped',
  'push_skipped',
  'push_rejected',
  'tag_spelled_differently',
  'tag_number_coerced',
  'pushed_elsewhere',
  'repository_misspelled',
  'tag_unknown',
  'commit_not_built_on_branch',
  'merge_commit_tag',
  'tag_deleted',
  'digest_superseded',
  'third_party_image',
]);

/** Causes for which the image has to be in the registry. */
const THERE: ReadonlySet<Cause> = new Set<Cause>([
  'pull_secret_missing',
  'pull_secret_wrong_namespace',
  'pull_secret_wrong_registry',
  'credentials_rejected',
  'mirror_stale',
]);

/**
 * Holds a finding against what the registry answered while the pull failed. An answer is weaker than
 * an event that names the tag or its build, and stronger than the absence of events: a finding that
 * rests on absence alone is dropped when the answer contradicts it and gains when it agrees.
 */
export function weighAnswers(file: OpenCase, finding: Finding): Finding | null {
  const answers = answersInTime(file);
  if (isNeverThere(finding) && isWeaker(finding) && disappearanceOf(file)) return null;
  const isMissing = MISSING.has(finding.cause) || isIndexMissing(file, finding);
  if (isMissing && answers.present) return contradicted(finding, answers);
  if (isMissing && answers.stillAbsent) return agreed(finding, answers.stillAbsent, 'tag_unknown');
  if (THERE.has(finding.cause) && answers.stillAbsent) return contradicted(finding, answers);
  // Whether there is a signature at all is what a person looks for first.
  if (finding.cause === 'signature_rejected') return noteAnswer(file, finding);
  return THERE.has(finding.cause) && answers.present
    ? agreed(finding, answers.present, finding.cause)
    : finding;
}

/** A failed architecture leaves an index out, or leaves itself out of the index; the node's text tells which. */
const isIndexMissing = ({ snapshot }: OpenCase, { cause }: Finding) =>
  cause === 'platform_build_failed' && snapshot.error?.class !== 'arch_mismatch';

/** What says that the image never was there. */
const isNeverThere = ({ cause }: Finding) =>
  MISSING.has(cause) && cause !== 'tag_deleted' && cause !== 'digest_superseded';

/** The finding with the registry's last answer among its facts: it decides nothing, and a person wants to know it. */
export function noteAnswer(file: OpenCase, finding: Finding): Finding {
  const { present, stillAbsent } = answersInTime(file);
  const last = present ?? stillAbsent;
  return last ? { ...finding, facts: [...(finding.facts ?? []), answerAsEvidence(last)] } : finding;
}

const isWeaker = ({ weight }: Finding) => WEIGHTS.indexOf(weight) > WEIGHTS.indexOf('probe');

function contradicted(finding: Finding, { absent, present, stillAbsent }: AnswersInTime): Finding | null {
  const answer = present ?? stillAbsent;
  if (!answer) return finding;
  // It was not there and came later: what explains the absence holds, and the next pull finds the image.
  if (present && absent) {
    return {
      ...finding,
      facts: [...(finding.facts ?? []), answerAsEvidence(absent), answerAsEvidence(present)],
    };
  }
  if (isWeaker(finding)) return null;
  const against = [...(finding.against ?? []), answerAsEvidence(answer)];
  const cap: Level = finding.cap === 'unknown' ? 'unknown' : 'possible';
  return { ...finding, against, cap };
}

/** The registry's word is evidence for all that it agrees with; it decides only what `decides` names. */
function agreed(finding: Finding, answer: NonNullable<AnswersInTime['present']>, decides: Cause): Finding {
  const facts = [...(finding.facts ?? []), answerAsEvidence(answer)];
  if (finding.cause !== decides || !isWeaker(finding) || finding.weight === 'similarity')
    return { ...finding, facts };
  return { ...finding, facts, weight: 'probe' };
}
