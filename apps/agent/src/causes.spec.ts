import { expect, it } from 'vitest';
import { createLogger } from '#platform';
import { Causes } from './causes.js';

it('logs a cause once, again after an hour with how often it came, and its end', () => {
  const lines: { level: string; msg: string; times?: number }[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line)) };
  let now = 0;
  const log = createLogger({ level: 'info', format: 'json', destination });
  const causes = new Causes(log, () => new Date(now));
  causes.over('delivery', {}, 'well');
  for (let i = 0; i < 1_000; i += 1) causes.warn('delivery', { i }, 'bad');
  causes.warn('other', {}, 'worse');
  now = 3_600_000;
  causes.warn('delivery', {}, 'bad');
  causes.over('delivery', {}, 'well');
  causes.over('delivery', {}, 'well');
  expect(lines.map(({ level, msg, times }) => [level, msg, times])).toEqual([
    ['warn', 'bad', undefined],
    ['warn', 'worse', undefined],
    ['warn', 'bad', 1000],
    ['info', 'well', undefined],
  ]);
});
