import { Link, useParams } from 'react-router';
import { useIncident, useTimeline } from '../api/queries.js';
import type { Incident } from '../api/types.js';
import { Affected } from '../parts/incident/affected.js';
import { History } from '../parts/incident/history.js';
import { IncidentHead } from '../parts/incident/incident-head.js';
import { RawError } from '../parts/incident/raw-error.js';
import { Recorded } from '../parts/incident/recorded.js';
import { sentenceOf } from '../parts/incident/sentence.js';
import { FailureNotice } from '../parts/shell/failure-notice.js';
import { Freshness } from '../parts/shell/freshness.js';
import { BackIcon } from '../parts/shell/icons.js';
import { Loading } from '../parts/shell/loading.js';
import { PageFrame } from '../parts/shell/page-frame.js';
import { Clamped } from '../parts/text/clamped.js';
import { trailOf } from '../parts/trail/trail-of.js';
import { TrailView } from '../parts/trail/trail-view.js';
import { Alternatives } from '../parts/verdict/alternatives.js';
import { Feeds } from '../parts/verdict/feeds.js';
import { Fixes } from '../parts/verdict/fixes.js';
import { Reasons } from '../parts/verdict/reasons.js';
import classes from './columns.module.css';

/** One failed pull: what broke, why we think so, and what to do. */
export function IncidentPage() {
  const { id = '' } = useParams();
  const incident = useIncident(id);
  const { data } = incident;
  return (
    <>
      <div className={classes.way}>
        <Link className="screen-only" to="/">
          <BackIcon /> Open incidents
        </Link>
        <Freshness query={incident} />
      </div>
      {data ? (
        <PageFrame title={sentenceOf(data)} heading={<Clamped text={sentenceOf(data)} />}>
          <Story incident={data} />
        </PageFrame>
      ) : (
        <PageFrame title="Incident" heading="Incident">
          {incident.isError ? (
            <FailureNotice error={incident.error} onRetry={() => void incident.refetch()} />
          ) : (
            <Loading />
          )}
        </PageFrame>
      )}
    </>
  );
}

function Story({ incident }: { readonly incident: Incident }) {
  const timeline = useTimeline(incident.id);
  const entries = timeline.data?.pages.flatMap((page) => page.items) ?? [];
  const { verdict } = incident;
  return (
    <>
      <IncidentHead incident={incident} />
      <TrailView steps={trailOf(incident, entries)} />
      <div className={classes.columns}>
        <div className={classes.main}>
          {verdict ? <Fixes fixes={verdict.fixes} /> : null}
          {verdict ? <Reasons verdict={verdict} /> : null}
          {verdict ? <Alternatives alternatives={verdict.alternatives} /> : null}
          <RawError incident={incident} />
          <Recorded timeline={timeline} />
        </div>
        <div className={classes.side}>
          <Affected scope={incident.scope} />
          {verdict ? <Feeds coverage={verdict.coverage} /> : null}
          <History id={incident.id} />
        </div>
      </div>
    </>
  );
}
