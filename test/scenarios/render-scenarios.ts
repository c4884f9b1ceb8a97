import type { Diagnosis } from '#domain';
import type { Story } from './story.js';
import { expectedWith, STORIES, verdictOf, wordsFor } from './verdict-of.js';

const role = ({ commit }: Pick<Diagnosis, 'commit'>): string => (commit ? commit.role : 'none');
const told = (diagnosis: Diagnosis): string =>
  `\`${diagnosis.cause}\`, ${diagnosis.level}, commit: ${role(diagnosis)}`;

/** What becomes of the verdict when one piece is missing, pieces that lead to the same put together. */
function withoutEach(story: Story): string {
  const whole = told(verdictOf(story));
  const byVerdict = new Map<string, string[]>();
  story.evidence.forEach((piece, index) => {
    const verdict = told(verdictOf(story, story.evidence.toSpliced(index, 1)));
    if (verdict !== whole) byVerdict.set(verdict, [...(byVerdict.get(verdict) ?? []), wordsFor(piece)]);
  });
  return [...byVerdict]
    .map(([verdict, pieces]) => `without ${[...new Set(pieces)].join('; or ')}: ${verdict}`)
    .join('<br>');
}

const traps = (story: Story): string =>
  (story.traps ?? [])
    .map((trap) => {
      const expected = expectedWith(story, trap);
      const kept = expected.cause === story.expected.cause && expected.level === story.expected.level;
      const verdict = verdictOf(story, [...story.evidence, ...trap.add]);
      return `${trap.name}: ${kept ? 'the same' : told(verdict)}`;
    })
    .join('<br>');

/** The table of all stories and what is concluded from them, in Markdown: made by running them. */
export function renderScenarios(): string {
  const rows = STORIES.map(
    (story) =>
      `| ${story.scenario} | ${story.name} | ${told(verdictOf(story))} | ${withoutEach(story)} | ${traps(story)} |`,
  );
  return [
    '<!-- Written by test/scenarios/scenarios.spec.ts with UPDATE_DOCS=1; do not edit. -->',
    '# Scenarios',
    '',
    'Every way in which a pull fails, told as a story, and what Pulltrace concludes: with all evidence, with each single piece taken away (only',
    'where that changes the verdict), and with evidence added that tempts to a wrong answer. *commit* is the role in which a commit is named;',
    'only `cause` blames it. In no variation is another commit blamed than the one whose failing step the story tells of.',
    '',
    '| case | story | verdict | with a piece of evidence missing | when tempted |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
