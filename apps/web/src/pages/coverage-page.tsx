import { useCoverage } from '../api/queries.js';
import type { Coverage } from '../api/types.js';
import { FeedGuide } from '../parts/incident/feed-guide.js';
import { FailureNotice } from '../parts/shell/failure-notice.js';
import { Freshness } from '../parts/shell/freshness.js';
import { Loading } from '../parts/shell/loading.js';
import { PageFrame } from '../parts/shell/page-frame.js';
import { Section } from '../parts/shell/section.js';
import { FeedsTable } from '../parts/tables/feeds-table.js';
import { SourcesTable } from '../parts/tables/sources-table.js';
import classes from './commit-page.module.css';

/** What was watched and since when: outside of it, nothing seen proves nothing. */
export function CoveragePage() {
  const coverage = useCoverage();
  return (
    <PageFrame title="Coverage" heading="Coverage" aside={<Freshness query={coverage} />}>
      {coverage.data ? (
        <Report coverage={coverage.data} />
      ) : coverage.isError ? (
        <FailureNotice error={coverage.error} onRetry={() => void coverage.refetch()} />
      ) : (
        <Loading />
      )}
    </PageFrame>
  );
}

function Report({ coverage: { feeds, sources, missing } }: { readonly coverage: Coverage }) {
  return (
    <div className={classes.report}>
      <Section title="The four feeds">
        <FeedGuide missing={missing} />
      </Section>
      <SourcesTable sources={sources} />
      <FeedsTable feeds={feeds} />
    </div>
  );
}
