import { useParams } from 'react-router';
import { useCommitReport } from '../api/queries.js';
import type { CommitReport } from '../api/types.js';
import { IncidentList } from '../parts/incident/incident-list.js';
import { IncidentRow } from '../parts/incident/incident-row.js';
import { FailureNotice } from '../parts/shell/failure-notice.js';
import { Freshness } from '../parts/shell/freshness.js';
import { Loading } from '../parts/shell/loading.js';
import { PageFrame } from '../parts/shell/page-frame.js';
import { BuildsTable } from '../parts/tables/builds-table.js';
import { CommitCard } from '../parts/tables/commit-card.js';
import { DeletionsTable, PushesTable } from '../parts/tables/pushes-table.js';
import { Clamped } from '../parts/text/clamped.js';
import { shortCommit } from '../parts/text/short-id.js';
import classes from './commit-page.module.css';

/** All that came from one commit: builds, pushed tags, and what fails because of it. */
export function CommitPage() {
  const { sha = '' } = useParams();
  const report = useCommitReport(sha);
  const heading = `Commit ${shortCommit(report.data?.commit.sha ?? sha)}`;
  return (
    <PageFrame title={heading} heading={heading} aside={<Freshness query={report} />}>
      {report.data ? (
        <Report report={report.data} />
      ) : report.isError ? (
        <FailureNotice error={report.error} onRetry={() => void report.refetch()} />
      ) : (
        <Loading />
      )}
    </PageFrame>
  );
}

function Report({ report }: { readonly report: CommitReport }) {
  const { commit, summary, builds, pushes, deletions, incidents } = report;
  return (
    <div className={classes.report}>
      <p className={classes.summary}>
        <Clamped text={summary} />
      </p>
      {incidents.length > 0 ? (
        <section aria-label="Incidents">
          <h2 className={classes.title}>What fails</h2>
          <IncidentList label="Incidents of this commit">
            {incidents.map((incident) => (
              <IncidentRow key={incident.id} incident={incident} />
            ))}
          </IncidentList>
        </section>
      ) : null}
      <CommitCard commit={commit} own />
      <BuildsTable builds={builds} />
      <PushesTable pushes={pushes} />
      <DeletionsTable deletions={deletions} />
    </div>
  );
}
