import { inWords } from './causes.js';

export interface StatusView {
  readonly word: string;
  readonly tone: 'good' | 'bad' | 'wait' | 'plain';
}

/** The statuses of builds, jobs and steps, as the API names them. */
const STATUS_VIEWS: Readonly<Record<string, StatusView>> = {
  success: { word: 'succeeded', tone: 'good' },
  failure: { word: 'failed', tone: 'bad' },
  timed_out: { word: 'timed out', tone: 'bad' },
  cancelled: { word: 'cancelled', tone: 'bad' },
  queued: { word: 'queued', tone: 'wait' },
  running: { word: 'running', tone: 'wait' },
  blocked: { word: 'waits for a person', tone: 'wait' },
  skipped: { word: 'skipped', tone: 'plain' },
  unknown: { word: 'state not known', tone: 'plain' },
};

/** A status in words; one that this page does not know yet is shown as it is. */
export function statusView(status: string): StatusView {
  return STATUS_VIEWS[status] ?? { word: inWords(status).toLowerCase(), tone: 'plain' };
}
