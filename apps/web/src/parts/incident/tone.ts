import type { TimelineEntry } from '../../api/types.js';
import { statusView } from '../verdict/status-words.js';

export type Tone = 'good' | 'bad' | 'fails' | 'wait' | 'verdict' | 'plain';

const BY_KIND: Readonly<Record<TimelineEntry['kind'], Tone>> = {
  commit: 'plain',
  build: 'plain',
  push: 'good',
  delete: 'bad',
  failure: 'fails',
  recovery: 'good',
  verdict: 'verdict',
};

/** How an entry is marked: a build by its status, everything else by its kind. */
export function toneOf({ kind, status }: TimelineEntry): Tone {
  return kind === 'build' && status ? statusView(status).tone : BY_KIND[kind];
}
