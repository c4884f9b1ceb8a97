import { Timeline } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Pages } from '../../api/queries.js';
import type { TimelineEntry } from '../../api/types.js';
import { AlertIcon, CheckIcon, CrossIcon, DashIcon, DotsIcon, SearchIcon } from '../shell/icons.js';
import { Section } from '../shell/section.js';
import { useFold } from '../shell/use-fold.js';
import { OutsideLink } from '../text/outside-link.js';
import { Raw } from '../text/raw.js';
import { formatDuration } from '../time/format-time.js';
import { Clock } from '../time/times.js';
import { causeView } from '../verdict/causes.js';
import { statusView } from '../verdict/status-words.js';
import classes from './recorded.module.css';
import { ShowMore } from './show-more.js';
import { toneOf } from './tone.js';

/** A hundred pods fail alike; the first of them tell the story. */
const MOST_ENTRIES = 30;

/** Everything that was recorded on the way of this image, oldest first. */
export function Recorded({ timeline }: { readonly timeline: Pages<TimelineEntry> }) {
  const entries = timeline.data?.pages.flatMap((page) => page.items) ?? [];
  const oldestFirst = entries.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const { shown, button } = useFold(oldestFirst, MOST_ENTRIES, 'entries');
  return (
    <Section title="Everything recorded">
      {timeline.isError && entries.length === 0 ? <p className="soft">Could not be read.</p> : null}
      {timeline.isSuccess && entries.length === 0 ? <p className="soft">Nothing was recorded.</p> : null}
      <Timeline
        bulletSize={22}
        lineWidth={1}
        classNames={{ item: classes.item, itemBullet: classes.bullet }}
        role="list"
      >
        {shown.map((entry, position) => (
          <Timeline.Item
            // Entries have no id; the same thing at the same time is the same entry.
            key={`${entry.at} ${entry.kind} ${entry.title} ${position}`}
            role="listitem"
            data-tone={toneOf(entry)}
            bullet={BULLETS[toneOf(entry)]}
          >
            <Entry entry={entry} />
          </Timeline.Item>
        ))}
      </Timeline>
      {button}
      <ShowMore pages={timeline}>Show more</ShowMore>
    </Section>
  );
}

const BULLETS: Readonly<Record<ReturnType<typeof toneOf>, ReactNode>> = {
  good: <CheckIcon />,
  bad: <CrossIcon />,
  fails: <AlertIcon />,
  wait: <DotsIcon />,
  verdict: <SearchIcon />,
  plain: <DashIcon />,
};

function Entry({ entry }: { readonly entry: TimelineEntry }) {
  return (
    <div className={classes.entry}>
      <div>
        <p className={classes.title}>
          <span className="visually-hidden">{entry.kind}: </span>
          <OutsideLink url={entry.url}>
            <Raw text={entry.title} />
          </OutsideLink>
        </p>
        <p className={classes.detail}>
          <Detail entry={entry} />
        </p>
      </div>
      <span className={classes.when}>
        <Clock at={entry.at} />
      </span>
    </div>
  );
}

function Detail({ entry: { kind, at, endedAt, detail, status } }: { readonly entry: TimelineEntry }) {
  if (kind === 'build' && endedAt) {
    return (
      <>
        {status ? statusView(status).word : 'ended'} after{' '}
        {formatDuration(Date.parse(endedAt) - Date.parse(at))}
      </>
    );
  }
  if (kind === 'verdict' && detail) return <Raw text={causeView(detail).label} />;
  return detail ? <Raw text={detail} /> : null;
}
