import { type ReadonlyDeep, type Trace, visibleText } from '#contract';
import { verdictText } from './verdict-text.js';

type Shown = ReadonlyDeep<Trace>;

const STATES: Readonly<Record<Shown['state'], string>> = {
  available: 'was pushed and not deleted since',
  building: 'is being built',
  missing: 'was never pushed as far as is known',
  deleted: 'was deleted',
  unknown: 'is not known',
};

/** The answer to "would this image pull, and who made it", for a terminal. Ends with a line break. */
export function traceText(trace: Shown): string {
  const image = `Image   ${visibleText(trace.image.reference)} ${STATES[trace.state]}`;
  const incidents = trace.incidents.map((id) => `Open    incident ${visibleText(id)}`);
  const answer = trace.verdict
    ? verdictText(trace.verdict)
    : [visibleText(trace.summary), provenance(trace)].join('\n');
  return `${[image, ...incidents].join('\n')}\n\n${answer.trimEnd()}\n`;
}

/** Who made an image that nothing speaks against. */
function provenance({ commit, builds, pushes }: Shown): string {
  const [build] = builds;
  const [push] = pushes;
  const [subject = ''] = (commit?.message ?? '').split('\n');
  return [
    ...(commit
      ? [
          `Commit  ${commit.sha.slice(0, 12)} in ${visibleText(commit.repository)}${commit.author === null ? '' : ` by ${visibleText(commit.author)}`}`,
          ...(subject === '' ? [] : [`        “${visibleText(subject)}”`]),
        ]
      : []),
    ...(build ? [`Build   ${visibleText(build.provider)} ${visibleText(build.id)}: ${build.status}`] : []),
    ...(build?.url ? [`        ${visibleText(build.url)}`] : []),
    ...(push?.digest ? [`Digest  ${visibleText(push.digest)}`] : []),
  ].join('\n');
}
