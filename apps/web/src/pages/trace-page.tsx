import { Link, useSearchParams } from 'react-router';
import { useTrace } from '../api/queries.js';
import type { Trace } from '../api/types.js';
import { FailureNotice } from '../parts/shell/failure-notice.js';
import { Freshness } from '../parts/shell/freshness.js';
import { Loading } from '../parts/shell/loading.js';
import { Notice } from '../parts/shell/notice.js';
import { PageFrame } from '../parts/shell/page-frame.js';
import { BuildsTable } from '../parts/tables/builds-table.js';
import { CommitCard } from '../parts/tables/commit-card.js';
import { DeletionsTable, PushesTable } from '../parts/tables/pushes-table.js';
import { Clamped } from '../parts/text/clamped.js';
import { Raw } from '../parts/text/raw.js';
import { Feeds } from '../parts/verdict/feeds.js';
import { Fixes } from '../parts/verdict/fixes.js';
import { Reasons } from '../parts/verdict/reasons.js';
import { VerdictBrief } from '../parts/verdict/verdict-brief.js';
import classes from './columns.module.css';
import lead from './lead.module.css';

const STATES: Readonly<Record<Trace['state'], { readonly word: string; readonly tone: string }>> = {
  available: { word: 'Available', tone: 'good' },
  building: { word: 'Being built', tone: 'wait' },
  missing: { word: 'Missing', tone: 'bad' },
  deleted: { word: 'Deleted', tone: 'bad' },
  unknown: { word: 'Unknown', tone: 'plain' },
};

/** Whether an image would pull, and who made it. */
export function TracePage() {
  const image = useSearchParams()[0].get('image')?.trim() ?? '';
  if (image) return <Answer image={image} />;
  return (
    <PageFrame title="Trace" heading="Trace an image">
      <Notice title="Which image?">
        <p>Enter an image reference in the search field, as the pod names it.</p>
      </Notice>
    </PageFrame>
  );
}

function Answer({ image }: { readonly image: string }) {
  const trace = useTrace(image);
  return (
    <PageFrame
      title={`Trace ${image}`}
      heading={<Clamped text={image} />}
      aside={<Freshness query={trace} />}
    >
      {trace.data ? (
        <>
          <Lead trace={trace.data} />
          <Found trace={trace.data} />
        </>
      ) : trace.isError ? (
        <FailureNotice error={trace.error} onRetry={() => void trace.refetch()} />
      ) : (
        <Loading />
      )}
    </PageFrame>
  );
}

function Lead({ trace: { state, summary, incidents } }: { readonly trace: Trace }) {
  return (
    <div className={lead.lead}>
      <span className={lead.state} data-tone={STATES[state].tone}>
        {STATES[state].word}
      </span>
      <p className={lead.summary}>
        <Clamped text={summary} />
      </p>
      {incidents.map((id) => (
        <Link key={id} to={`/incidents/${encodeURIComponent(id)}`}>
          Open incident <Raw text={id} mono />
        </Link>
      ))}
    </div>
  );
}

function Found({ trace }: { readonly trace: Trace }) {
  const { verdict, commit } = trace;
  return (
    <div className={classes.columns}>
      <div className={classes.main}>
        {verdict ? <VerdictBrief verdict={verdict} /> : null}
        {verdict ? <Fixes fixes={verdict.fixes} /> : null}
        <PushesTable pushes={trace.pushes} />
        <DeletionsTable deletions={trace.deletions} />
        <BuildsTable builds={trace.builds} />
      </div>
      <div className={classes.side}>
        {commit ? <CommitCard commit={commit} /> : null}
        {verdict ? <Reasons verdict={verdict} /> : null}
        {verdict ? <Feeds coverage={verdict.coverage} /> : null}
      </div>
    </div>
  );
}
