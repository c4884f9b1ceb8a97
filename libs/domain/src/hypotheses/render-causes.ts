import { CAUSES } from '../verdict.js';
import { HYPOTHESES } from './catalog.js';

/** The table of causes in Markdown, made from the catalog, so that the docs cannot lag behind it. */
export function renderCauses(): string {
  const rows = HYPOTHESES.map(({ name, causes, classes, needs }) => {
    const tried = classes.map((of) => of ?? 'no failure').join(', ');
    return `| ${causes.map((cause) => `\`${cause}\``).join(', ')} | ${tried} | ${needs} | ${name} |`;
  });
  const told = new Set(HYPOTHESES.flatMap(({ causes }) => causes));
  const reserved = CAUSES.filter((cause) => cause !== 'unknown' && !told.has(cause));
  return [
    '# Causes',
    '',
    'Every cause code a verdict can carry, what it is decided from, and which error classes it is tried on.',
    'A text that may as well mean another class is tried on that class too. `unknown` names the feed whose silence is the reason.',
    '',
    '| cause | tried on | needs | hypothesis |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    ...(reserved.length > 0
      ? [
          `Reserved codes that no hypothesis decides on yet: ${reserved.map((cause) => `\`${cause}\``).join(', ')}.`,
          '',
        ]
      : []),
  ].join('\n');
}
