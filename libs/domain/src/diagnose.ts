import { type CaseFile, openCase } from './evidence/case-file.js';
import { coverageOf } from './evidence/coverage.js';
import { deploymentOf } from './evidence/deployment.js';
import { makersOf } from './evidence/makers.js';
import { retagOf } from './evidence/retag.js';
import type { EvidenceSnapshot } from './evidence/snapshot.js';
import { deployedBy, deploymentEvidence, retagEvidence, sayRetag } from './hypotheses/beside.js';
import { HYPOTHESES } from './hypotheses/catalog.js';
import {
  type Finding,
  type Hypothesis,
  type OpenCase,
  WEIGHTS,
  type Weight,
} from './hypotheses/hypothesis.js';
import { asEvidence } from './hypotheses/say.js';
import { undecided } from './hypotheses/undecided.js';
import { noteAnswer, weighAnswers } from './hypotheses/weigh-answers.js';
import type { PullErrorClass } from './pull-error/index.js';
import type { CoverageItem, Diagnosis, EvidenceItem, Level, VerdictCommit } from './verdict.js';
import { LEVELS } from './verdict.js';

const LEVEL_OF: { readonly [W in Weight]: Level } = {
  direct: 'proven',
  build: 'likely',
  probe: 'likely',
  absence: 'possible',
  statistics: 'possible',
  similarity: 'unknown',
};

/** The weaker of two levels. */
const lower = (a: Level, b: Level): Level => (LEVELS.indexOf(a) > LEVELS.indexOf(b) ? a : b);

/**
 * Texts that hide their cause. What explains an absent image is still tried on them, but proves
 * nothing about the text.
 */
const HIDDEN: { readonly [C in PullErrorClass]?: Level } = { backoff_only: 'likely', unknown: 'possible' };

/** A finding with the level it earns in this case. */
interface Rated {
  readonly finding: Finding;
  readonly level: Level;
}

/**
 * Says why a pull fails, from the evidence alone. Pure: the same evidence gives the same diagnosis,
 * in whatever order it is listed. `now` only stands in for the time of failure where nobody failed.
 *
 * Findings are ranked by level, then by the weight of their evidence, then by the catalog's order.
 * When two causes are supported equally well, both are published and no commit is named as cause.
 */
export function diagnose(snapshot: EvidenceSnapshot, now: string): Diagnosis {
  const caseFile = openCase(snapshot, now);
  const file: OpenCase = { ...caseFile, makers: makersOf(caseFile) };
  const rated = HYPOTHESES.filter((hypothesis) => applies(hypothesis, file))
    .flatMap((hypothesis) => hypothesis.examine(file) ?? [])
    .flatMap((finding) => weighAnswers(file, finding) ?? [])
    .map((finding): Rated => ({ finding, level: rate(finding, file) }))
    .sort(byStrength);
  const [best, ...others] = rated;
  if (!best || best.level === 'unknown')
    return withContext(file, { finding: noteAnswer(file, undecided(file)), level: 'unknown' }, rated);
  const tied = others.some((other) => isTie(best, other));
  return withContext(file, best, others, tied);
}

function applies(hypothesis: Hypothesis, file: OpenCase): boolean {
  const { error } = file.snapshot;
  if (!error) return hypothesis.classes.includes(null);
  const classes = [error.class, ...error.also];
  if (hypothesis.classes.some((wanted) => wanted !== null && classes.includes(wanted))) return true;
  return HIDDEN[error.class] !== undefined && hypothesis.classes.includes('not_found');
}

function rate(finding: Finding, file: OpenCase): Level {
  let level = LEVEL_OF[finding.weight];
  if (finding.cap) level = lower(level, finding.cap);
  if (finding.against && finding.against.length > 0) level = lower(level, 'likely');
  const unsigned = finding.basis.length > 0 && finding.basis.every((record) => !record.signed);
  if (unsigned) level = lower(level, 'likely');
  const hidden = file.snapshot.error ? HIDDEN[file.snapshot.error.class] : undefined;
  return hidden ? lower(level, hidden) : level;
}

function byStrength(a: Rated, b: Rated): number {
  const level = LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level);
  return level !== 0 ? level : WEIGHTS.indexOf(a.finding.weight) - WEIGHTS.indexOf(b.finding.weight);
}

const isTie = (a: Rated, b: Rated) =>
  a.level === b.level && a.finding.weight === b.finding.weight && a.finding.cause !== b.finding.cause;

function withContext(file: OpenCase, best: Rated, others: readonly Rated[], tied = false): Diagnosis {
  const { finding, level } = best;
  const retag = retagOf(file);
  const deployment = deploymentOf(file);
  const commits = [
    demoted(finding.commit ?? null, level, tied),
    deployment && deployedBy(file, deployment),
  ].filter((commit) => commit !== null);
  return {
    cause: finding.cause,
    level,
    summary: retag ? `${finding.summary} ${sayRetag(retag)}` : finding.summary,
    commit: commits[0] ?? null,
    commits,
    build: finding.build ?? null,
    push: finding.push ?? null,
    rule: finding.rule ?? null,
    fixes: finding.fixes,
    evidence: distinct([
      ...evidenceOf(file, finding),
      ...(retag ? retagEvidence(retag) : []),
      ...deploymentEvidence(deployment),
    ]),
    counterEvidence: finding.against ?? [],
    lookedFor: finding.lookedFor ?? [],
    coverage: coverage(file),
    alternatives: others
      .filter((other) => other.finding.cause !== finding.cause)
      .map((other) => ({ cause: other.finding.cause, level: other.level, summary: other.finding.summary })),
  };
}

/** A commit is named as the cause only by a verdict that is at least likely, and alone. */
function demoted(commit: VerdictCommit | null, level: Level, tied: boolean): VerdictCommit | null {
  if (!commit || commit.role !== 'cause') return commit;
  const mayBlame = (level === 'proven' || level === 'likely') && !tied;
  return mayBlame ? commit : { ...commit, role: 'context' };
}

/** Each item once, where it stands first. */
const distinct = (items: readonly EvidenceItem[]) =>
  [...new Map([...items].reverse().map((item) => [item.id, item])).values()].reverse();

/** Records first by time, then what is no record: the node's words, the mapping that was used. */
function evidenceOf(file: OpenCase, finding: Finding): readonly EvidenceItem[] {
  const records = new Map(finding.basis.map((record) => [record.id, asEvidence(record)]));
  const link = finding.commit && file.commit?.link;
  const mapping: EvidenceItem[] = link
    ? [
        {
          id: `link:${link.kind}:${link.repository}`,
          kind: 'mapping',
          at: link.record?.at ?? null,
          text: link.because,
          url: null,
        },
      ]
    : [];
  const sorted = [...records.values()].sort((a, b) =>
    a.at === b.at ? (a.id < b.id ? -1 : 1) : (a.at ?? '') < (b.at ?? '') ? -1 : 1,
  );
  return [...(finding.facts ?? []), ...sorted, ...mapping];
}

/** What each feed covers of the time from the commit's first sign of life to the failure. */
function coverage(file: CaseFile): readonly CoverageItem[] {
  const { activity, image } = file.snapshot;
  const source = file.commit?.repository ?? file.source?.repository ?? null;
  const from =
    file.runs
      .filter((run) => run.commit === file.commit?.sha)
      .map((run) => run.startedAt)
      .sort()[0] ?? file.at;
  const window = { from: from < file.at ? from : file.at, to: file.at };
  return [
    coverageOf(activity, { feed: 'commits', repository: source, ...window }),
    coverageOf(activity, { feed: 'builds', repository: source, ...window }),
    coverageOf(activity, { feed: 'pushes', repository: image.repository, ...window }),
  ];
}
