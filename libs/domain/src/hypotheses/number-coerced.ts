import { isProven } from '../evidence/source-links.js';
import { ABSENT, type Hypothesis, type OpenCase } from './hypothesis.js';
import { noPush } from './never-pushed.js';
import { asCommit, nodeSays, shortSha, wanted } from './say.js';

/** Whether the tag is another one, or a known commit, that was read as a number on its way into the manifest. */
export const isCoerced = (file: OpenCase): boolean =>
  file.spellings.some(({ miss }) => miss.rule === 'number') || coercedCommit(file) !== null;

/** The one known commit whose digits the number was made of. */
function coercedCommit(file: OpenCase) {
  const { commit, named } = file;
  return commit?.candidate.coercion && named.every(({ sha }) => sha === commit.sha) ? commit : null;
}

/** A commit's digits without quotes are a number to YAML; nothing was pushed that tells what was meant. */
export const numberCoerced: Hypothesis = {
  name: 'number-coerced',
  causes: ['tag_number_coerced'],
  classes: [...ABSENT, 'invalid_reference'],
  needs: 'a tag that is written as a number, and one known commit whose digits it was made of',
  examine(file) {
    const commit = file.history.state === 'never' && file.spellings.length === 0 ? coercedCommit(file) : null;
    if (!commit) return null;
    const { value } = commit.candidate;
    return {
      cause: 'tag_number_coerced',
      weight: 'build',
      ...(commit.link && isProven(commit.link) ? {} : { cap: 'possible' as const }),
      summary: `${wanted(file)} is the commit ${shortSha(commit.sha)}, written as a number: '${value}' without quotes becomes '${file.snapshot.image.tag}'.`,
      commit: asCommit(file, commit, 'context'),
      rule: 'number',
      fixes: [
        {
          title: `Quote the tag: "${value}"`,
          detail:
            'Quote the tag in YAML and Helm values (--set-string on the command line), so that it stays a text.',
        },
      ],
      basis: file.commits.filter(({ observation }) => observation.commit === commit.sha),
      facts: nodeSays(file),
      lookedFor: [noPush(file)],
    };
  },
};
