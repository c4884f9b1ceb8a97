import { Link } from 'react-router';
import { useCoverage } from '../../api/queries.js';
import type { Coverage } from '../../api/types.js';
import { Notice } from '../shell/notice.js';
import { Section } from '../shell/section.js';
import { SourcesTable } from '../tables/sources-table.js';
import { Age } from '../time/times.js';
import { FeedGuide } from './feed-guide.js';
import { type IncidentFilter, isNarrowed } from './filter.js';
import classes from './no-incidents.module.css';

/** An empty list: because of the filter, because all is well, or because nobody tells of failures yet. */
export function NoIncidents({ filter }: { readonly filter: IncidentFilter }) {
  if (isNarrowed(filter) || filter.state === 'resolved') {
    return (
      <Notice title="No incident matches">
        <p>
          Nothing recorded fits this filter. <Link to="/">Show all open incidents</Link>
        </p>
      </Notice>
    );
  }
  return <AllWell />;
}

function AllWell() {
  const { data } = useCoverage();
  if (!data) return <Notice title="No image fails to pull" />;
  const lastDelivery = data.sources
    .flatMap(({ lastDeliveryAt }) => lastDeliveryAt ?? [])
    .reduce<string | null>(
      (last, at) => (last === null || Date.parse(at) > Date.parse(last) ? at : last),
      null,
    );
  const blind = data.missing.some(({ feed }) => feed === 'failures');
  return (
    <div className={classes.empty}>
      <Notice
        title={blind ? 'Nobody reports failures yet' : 'No image fails to pull'}
        tone={blind ? 'wait' : 'plain'}
      >
        <p>
          {blind
            ? 'This list stays empty until a cluster tells of its failed pulls. Connect what is missing below.'
            : 'This list fills by itself within seconds of a failed pull.'}
        </p>
        {lastDelivery ? (
          <p className="soft">
            Last delivery <Age at={lastDelivery} /> ago. <Link to="/coverage">All feeds</Link>
          </p>
        ) : null}
      </Notice>
      {data.missing.length > 0 ? <Connect coverage={data} /> : null}
    </div>
  );
}

function Connect({ coverage: { missing, sources } }: { readonly coverage: Coverage }) {
  return (
    <>
      <Section title="Connect the feeds" aside={<Link to="/coverage">All feeds</Link>}>
        <FeedGuide missing={missing} />
      </Section>
      <SourcesTable sources={sources} />
    </>
  );
}
