import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { useIncidents } from '../api/queries.js';
import { addressOf, filterFrom, type IncidentFilter, questionOf } from '../parts/incident/filter.js';
import { IncidentFilters } from '../parts/incident/incident-filters.js';
import { IncidentList } from '../parts/incident/incident-list.js';
import { IncidentRow } from '../parts/incident/incident-row.js';
import { NoIncidents } from '../parts/incident/no-incidents.js';
import { ShowMore } from '../parts/incident/show-more.js';
import { useSteadyRows } from '../parts/incident/use-steady-rows.js';
import { FailureNotice } from '../parts/shell/failure-notice.js';
import { Freshness } from '../parts/shell/freshness.js';
import { Loading } from '../parts/shell/loading.js';
import { PageFrame } from '../parts/shell/page-frame.js';
import classes from './now-page.module.css';

const HEADINGS: Readonly<Record<IncidentFilter['state'], string>> = {
  open: 'Open incidents',
  resolved: 'Resolved incidents',
  all: 'All incidents',
};

/** What fails to pull now. */
export function NowPage() {
  const [search, setSearch] = useSearchParams();
  const filter = filterFrom(search);
  const incidents = useIncidents(questionOf(filter));
  const items = useMemo(() => incidents.data?.pages.flatMap((page) => page.items) ?? [], [incidents.data]);
  const names = (kind: 'clusters' | 'namespaces') => [...new Set(items.flatMap(({ scope }) => scope[kind]))];
  const heading = HEADINGS[filter.state];
  return (
    <PageFrame title={heading} heading={heading} aside={<Freshness query={incidents} />}>
      <IncidentFilters
        filter={filter}
        onChange={(next) => setSearch(addressOf(next), { replace: true })}
        clusters={names('clusters')}
        namespaces={names('namespaces')}
      />
      {incidents.data ? (
        <Incidents
          key={incidents.isPlaceholderData ? 'before' : String(search)}
          incidents={incidents}
          items={items}
          filter={filter}
          label={heading}
        />
      ) : incidents.isError ? (
        <FailureNotice error={incidents.error} onRetry={() => void incidents.refetch()} />
      ) : (
        <Loading />
      )}
    </PageFrame>
  );
}

interface Props {
  readonly incidents: ReturnType<typeof useIncidents>;
  readonly items: Parameters<typeof useSteadyRows>[0];
  readonly filter: IncidentFilter;
  readonly label: string;
}

function Incidents({ incidents, items, filter, label }: Props) {
  const { rows, waiting, release, readerProps } = useSteadyRows(items);
  if (rows.length === 0) return <NoIncidents filter={filter} />;
  return (
    <div {...readerProps}>
      <p className={classes.news} role="status">
        <span>
          {rows.length}
          {incidents.hasNextPage ? '+' : ''} shown, newest first
        </span>
        {waiting > 0 ? (
          <Button variant="light" size="compact-sm" onClick={release}>
            Show {waiting} new
          </Button>
        ) : null}
      </p>
      <IncidentList label={label}>
        {rows.map(({ incident, gone }) => (
          <IncidentRow key={incident.id} incident={incident} gone={gone} />
        ))}
      </IncidentList>
      <ShowMore pages={incidents}>Show older incidents</ShowMore>
    </div>
  );
}
