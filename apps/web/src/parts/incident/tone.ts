import type { TimelineEntry } from '../../api/types.js';

export type Tone = 'good' | 'bad' | 'fails' | 'wait' | 'verdict' | 'plain';

const BY_STATUS: Readonly<Record<string, Tone>> = {
  success: 'good',
  failure: 'bad',
  timed_out: 'bad',
  cancelled: 'bad',
  queued: 'wait',
  running: 'wait',
  blocked: 'wait',
};

const BY_KIND: Readonly<Record<TimelineEntry['kind'], Tone>> = {
  commit: 'plain',
  build: 'plain',
  push: 'good',
  delete: 'bad',
  failure: 'fails',
  recovery: 'good',
  verdict: 'verdict',
};

/** How an entry is marked: by its status where that says something, else by its kind. */
export function toneOf({ kind, status }: TimelineEntry): Tone {
  return (kind === 'build' && status ? BY_STATUS[status] : undefined) ?? BY_KIND[kind];
}
