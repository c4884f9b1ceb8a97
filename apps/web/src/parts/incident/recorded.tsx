import { Timeline } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Pages } from '../../api/queries.js';
import type { TimelineEntry } from '../../api/types.js';
import { AlertIcon, CheckIcon, CrossIcon, DashIcon, DotsIcon, SearchIcon } from '../shell/icons.js';
import { Section } from '../shell/section.js';
import { OutsideLink } from '../text/outside-link.js';
import { Raw } from '../text/raw.js';
import { Clock } from '../time/times.js';
import classes from './recorded.module.css';
import { ShowMore } from './show-more.js';
import { toneOf } from './tone.js';

/** Everything that was recorded on the way of this image, oldest first. */
export function Recorded({ timeline }: { readonly timeline: Pages<TimelineEntry> }) {
  const entries = timeline.data?.pages.flatMap((page) => page.items) ?? [];
  const oldestFirst = entries.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
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
        {oldestFirst.map((entry, position) => (
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
        {entry.detail ? (
          <p className={classes.detail}>
            <Raw text={entry.detail} />
          </p>
        ) : null}
      </div>
      <span className={classes.when}>
        <Clock at={entry.at} />
      </span>
    </div>
  );
}
