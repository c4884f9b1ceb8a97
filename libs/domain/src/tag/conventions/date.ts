import type { TagConvention } from '../convention.js';
import { compactDate, compactTime, seconds } from './rendering.js';

/** Every place a day can stand in a tag: compact or with separators, alone or after other parts. */
const DAY =
  /(?:^|[^0-9])(20\d{2})([-._]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?=$|[^0-9]|\d{4}(?:\d{2})?(?:$|[^0-9]))/;
/** Seconds since 1970 from 2001 to 2033, and milliseconds: what `date +%s` prints for as long as it has ten digits. */
const EPOCH = /(?:^|[-_.])(1\d{9})(?:\d{3})?$/;

export const date: TagConvention = {
  id: 'date',
  family: 'number',
  title: 'the day or the second of the build',
  source: 'docker/metadata-action `type=schedule,pattern={{date}}`, skaffold dateTime tagger, `date +%s`',
  writers: [
    {
      id: 'metadata_schedule_date',
      tool: 'docker/metadata-action',
      setting: "`type=schedule,pattern={{date 'YYYYMMDD'}}`",
      names: 'startedAt',
      render: (ref) => compactDate(ref.startedAt),
    },
    {
      id: 'nightly_date',
      tool: 'release scripts',
      setting: '`nightly-$(date +%F)`',
      names: 'startedAt',
      render: (ref) => `nightly-${ref.startedAt.slice(0, 10)}`,
    },
    {
      id: 'skaffold_date_time',
      tool: 'skaffold',
      setting: '`dateTime: {}`',
      names: 'startedAt',
      render: (ref) =>
        `${ref.startedAt.slice(0, 10)}_${ref.startedAt.slice(11, 19).replaceAll(':', '-')}.123_UTC`,
    },
    {
      id: 'compact_date_time',
      tool: 'shell scripts',
      setting: '`date +%Y%m%d%H%M%S`',
      names: 'startedAt',
      render: (ref) => compactDate(ref.startedAt) + compactTime(ref.startedAt),
    },
    {
      id: 'epoch_seconds',
      tool: 'shell scripts',
      setting: '`date +%s`',
      names: 'startedAt',
      render: (ref) => String(seconds(ref.startedAt)),
    },
  ],
  derive: ({ text, marker }) => {
    if (marker === 'commit') return [];
    const day = DAY.exec(text);
    if (day) return [{ kind: 'date', value: `${day[1]}-${day[3]}-${day[4]}`, strength: 0.3 }];
    const epoch = EPOCH.exec(text);
    if (!epoch) return [];
    const value = new Date(Number(epoch[1]) * 1000).toISOString().slice(0, 10);
    return [{ kind: 'date', value, strength: 0.3 }];
  },
};
