import { parseImageRepository } from '../image/index.js';
import type { OtherObservation, RegistryAnswer } from '../observation.js';
import type { EvidenceItem } from '../verdict.js';
import type { CaseFile } from './case-file.js';
import type { Recorded } from './snapshot.js';
import { SKEW_MS } from './tag-history.js';

/** A registry's answer about the wanted image, with the time it was asked. */
export interface AnswerRecord {
  readonly record: Recorded<OtherObservation>;
  readonly answer: RegistryAnswer;
}

/** What the registry answered about the wanted image while the nodes failed to pull it. */
export interface AnswersInTime {
  /** The first "not there". */
  readonly absent: AnswerRecord | null;
  /** The last answer, when that is "there". */
  readonly present: AnswerRecord | null;
  /** "Not there" as the last word. */
  readonly stillAbsent: AnswerRecord | null;
}

/** The image was in the registry, and then no longer, before or while the pull failed. */
export interface Disappearance {
  readonly seen: AnswerRecord;
  readonly missed: AnswerRecord;
}

/** The last word is "not there", and an earlier one was "there". */
export function disappearanceOf(file: CaseFile): Disappearance | null {
  const answers = answersTo(file).filter(({ record }) => Date.parse(record.at) <= endOf(file));
  const missed = answers.at(-1);
  const seen = answers.findLast(({ answer }) => answer.found === 'present');
  return seen && missed && missed.answer.found !== 'present' ? { seen, missed } : null;
}

const NOTHING: AnswersInTime = { absent: null, present: null, stillAbsent: null };

/**
 * Answers that were given between the first failure and the last recovery, with the skew allowed. An
 * answer speaks of its own moment only, so others explain nothing about why a pull failed.
 */
export function answersInTime(file: CaseFile): AnswersInTime {
  if (file.failures.length === 0) return NOTHING;
  const from = Date.parse(file.at) - SKEW_MS;
  const to = endOf(file);
  const answers = answersTo(file).filter(({ record }) => {
    const time = Date.parse(record.at);
    return time >= from && time <= to;
  });
  const last = answers.at(-1) ?? null;
  const isThere = last?.answer.found === 'present';
  return {
    absent: answers.find(({ answer }) => answer.found !== 'present') ?? null,
    present: isThere ? last : null,
    stillAbsent: isThere ? null : last,
  };
}

/** The last recovery, or no end while a container fails. */
function endOf({ failures, at }: CaseFile): number {
  const ends = failures.map(({ recoveredAt }) =>
    recoveredAt ? Date.parse(recoveredAt) : Number.POSITIVE_INFINITY,
  );
  return Math.max(Date.parse(at), ...ends) + SKEW_MS;
}

/** All answers about the wanted image, oldest first. */
function answersTo(file: CaseFile): AnswerRecord[] {
  const answers = file.snapshot.observations.flatMap((record) => answerTo(file, record));
  return answers.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

const keyOf = ({ record }: AnswerRecord) => `${record.at} ${record.id}`;

function answerTo(file: CaseFile, record: Recorded): AnswerRecord[] {
  const { observation } = record;
  if (observation.kind !== 'other' || !observation.answer) return [];
  const { image } = file.snapshot;
  if (parseImageRepository(observation.repository ?? '')?.repository !== image.repository) return [];
  const { answer } = observation;
  const isAsked = image.digest ? answer.digest === image.digest : answer.tag === image.tag;
  return isAsked ? [{ record: record as Recorded<OtherObservation>, answer }] : [];
}

const FOUND: { readonly [F in RegistryAnswer['found']]: string } = {
  present: 'is there',
  absent: 'is not there',
  repository_absent: 'is not there, nor is its repository',
};

/** `registry.acme.test/api:1 is not there, the registry answers at …`, for the evidence list. */
export function answerAsEvidence({ record, answer }: AnswerRecord): EvidenceItem {
  const { repository } = record.observation;
  const name = answer.tag ? `${repository}:${answer.tag}` : `${repository}@${answer.digest}`;
  const platforms = answer.platforms?.length ? ` for ${answer.platforms.join(', ')}` : '';
  const at = `${record.at.slice(0, 10)} ${record.at.slice(11, 19)} UTC`;
  const signed =
    answer.signed === true ? ' with a signature' : answer.signed === false ? ' without a signature' : '';
  const text = `${name} ${FOUND[answer.found]}${platforms}${signed}, the registry answered at ${at}`;
  return { id: record.id, kind: 'registry_answer', at: record.at, text, url: null };
}
