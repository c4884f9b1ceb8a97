import { type ReadonlyDeep, type Verdict, visibleText } from '#contract';

type Shown = ReadonlyDeep<Verdict>;

const ROLES: Readonly<Record<NonNullable<Shown['commit']>['role'], string>> = {
  cause: 'broke it',
  context: 'is behind the tag',
  deployed_by: 'deployed it',
  rebuild: 'would restore it',
};

const LEVELS: Readonly<Record<Shown['level'], string>> = {
  proven: 'proven: an event names this very tag and nothing contradicts',
  likely: 'likely: an event of the build behind the tag says so',
  possible: 'possible: it fits what is known, no event proves it',
  unknown: 'unknown: the evidence does not carry a verdict',
};

/** A verdict as a person wants to read it: the sentence first, then what supports it, then what to do. */
export function verdictText(verdict: Shown): string {
  const blocks = [
    [visibleText(verdict.summary), headline(verdict)],
    [...commitLines(verdict), ...buildLines(verdict), ...pushLines(verdict)],
    titled('Evidence', verdict.evidence.map(eventLine)),
    titled('Against it', verdict.counterEvidence.map(eventLine)),
    titled(
      'Looked for and not found',
      verdict.lookedFor.map(({ what, where }) => `${visibleText(what)} in ${visibleText(where)}`),
    ),
    titled('Not covered', verdict.coverage.filter(({ covered }) => !covered).map(coverageLine)),
    titled(
      'Could also be',
      verdict.alternatives.map(({ cause, level, summary }) => `${cause} (${level}): ${visibleText(summary)}`),
    ),
    verdict.fixes.flatMap(fixLines),
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
}

/** An unknown cause has one level only, so it is not said twice. */
const headline = ({ cause, level }: Shown) =>
  cause === 'unknown' ? LEVELS[level] : `${cause}, ${LEVELS[level]}`;

const titled = (title: string, lines: readonly string[]) =>
  lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];

function commitLines({ commit }: Shown): string[] {
  if (!commit) return [];
  const author = commit.author === null ? '' : ` by ${visibleText(commit.author)}`;
  const [subject = ''] = (commit.message ?? '').split('\n');
  const pull = commit.pullRequest === null ? '' : `, pull request #${commit.pullRequest}`;
  return [
    `Commit  ${commit.sha.slice(0, 12)} in ${visibleText(commit.repository)}${author}${pull}; it ${ROLES[commit.role]}`,
    ...(subject === '' ? [] : [`        “${visibleText(subject)}”`]),
    ...linkLines(commit.url),
  ];
}

function buildLines({ build }: Shown): string[] {
  if (!build) return [];
  const attempt = build.attempt > 1 ? `, attempt ${build.attempt}` : '';
  const workflow = build.workflow === null ? '' : ` (${visibleText(build.workflow)})`;
  const where = [
    build.failedJob === null ? '' : `job ${visibleText(build.failedJob)}`,
    build.failedStep === null ? '' : `step ${visibleText(build.failedStep)}`,
  ].filter(Boolean);
  const failed = where.length === 0 ? '' : `, in ${where.join(', ')}`;
  return [
    `Build   ${visibleText(build.provider)} ${visibleText(build.id)}${workflow}${attempt}: ${build.status}${failed}`,
    ...linkLines(build.url),
  ];
}

function pushLines({ push }: Shown): string[] {
  if (!push) return [];
  const name = `${push.repository}${push.tag === null ? '' : `:${push.tag}`}`;
  const digest = push.digest === null ? '' : ` (${visibleText(push.digest)})`;
  return [`Pushed  ${visibleText(name)}${digest} at ${push.pushedAt}`];
}

const linkLines = (url: string | null) => (url === null ? [] : [`        ${visibleText(url)}`]);

function eventLine({ at, text, url }: Shown['evidence'][number]): string {
  const time = at === null ? ' '.repeat(24) : at;
  return `${time}  ${visibleText(text)}${url === null ? '' : `  ${visibleText(url)}`}`;
}

function coverageLine({ feed, source, gap }: Shown['coverage'][number]): string {
  const from = source === '' ? '' : ` from ${visibleText(source)}`;
  return `${feed}${from}${gap === undefined ? '' : `: ${visibleText(gap)}`}`;
}

/** Commands and patches keep their lines and indentation, so that they can be copied. */
/** A fix, with its command or patch. */
export function fixLines(fix: Shown['fixes'][number], index: number): string[] {
  return [
    ...(index === 0 ? ['What to do'] : []),
    `  ${index + 1}. ${visibleText(fix.title)}`,
    ...(fix.detail === '' ? [] : [`     ${visibleText(fix.detail)}`]),
    ...(fix.command === undefined ? [] : copied(fix.command, '     $ ')),
    ...(fix.patch === undefined ? [] : copied(fix.patch, '     ')),
    ...(fix.docs === undefined ? [] : [`     see ${visibleText(fix.docs)}`]),
  ];
}

function copied(text: string, prefix: string): string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line, index) => {
      const lead = index === 0 ? prefix : ' '.repeat(prefix.length);
      return `${lead}${/^ */.exec(line)?.[0] ?? ''}${visibleText(line)}`;
    });
}
