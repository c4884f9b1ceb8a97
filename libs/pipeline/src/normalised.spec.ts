import { expect, it } from 'vitest';
import type { Observation } from '#domain';
import { MAX_NAME, normalised } from './normalised.js';

const named: Observation[] = [
  { kind: 'build', commit: 'c' },
  { kind: 'build', runId: '1' },
  { kind: 'build', jobId: '1' },
  { kind: 'build', images: [{ repository: 'r' }] },
  { kind: 'push', repository: 'r', tag: 't' },
  { kind: 'delete', repository: 'r', digest: 'd' },
  { kind: 'commit', commit: 'c' },
  { kind: 'failure', image: 'i' },
  { kind: 'recovery', pod: 'p' },
  { kind: 'other', repository: 'r' },
  { kind: 'other', commit: 'c' },
];

const nameless: Observation[] = [
  { kind: 'build', repository: 'r', images: [] },
  { kind: 'push', repository: 'r' },
  { kind: 'push', tag: 't' },
  { kind: 'delete', digest: 'd' },
  { kind: 'commit', repository: 'r' },
  { kind: 'failure', namespace: 'n' },
  { kind: 'other', event: 'e' },
];

it.each(named)('keeps $kind when it names something: %o', (observation) => {
  expect(normalised([observation])).toEqual({ observations: [observation] });
});

it.each(nameless)('drops $kind when it names nothing: %o', (observation) => {
  expect(normalised([observation])).toEqual({ ignored: 'nothing_identified' });
  expect(normalised([observation], 'not_an_image')).toEqual({ ignored: 'not_an_image' });
});

it('keeps the rest in order', () => {
  expect(normalised([...nameless, ...named])).toEqual({ observations: named });
});

it('drops empty names and those that no index could hold, and keeps long messages', () => {
  const long = 'x'.repeat(MAX_NAME + 1);
  const commit: Observation = { kind: 'commit', commit: 'c', branch: long, message: long, url: long };
  expect(normalised([commit])).toEqual({
    observations: [{ kind: 'commit', commit: 'c', message: long, url: long }],
  });
  const empty: Observation = { kind: 'build', runId: '1', actor: '', branch: '' };
  expect(normalised([empty])).toEqual({ observations: [{ kind: 'build', runId: '1' }] });
  expect(normalised([{ kind: 'build', runId: long }])).toEqual({ ignored: 'nothing_identified' });
  const bearable: Observation = { kind: 'build', runId: 'x'.repeat(MAX_NAME) };
  expect(normalised([bearable])).toEqual({ observations: [bearable] });
});
