import type { SourceState } from '../../api/types.js';
import { Section } from '../shell/section.js';
import { Copyable } from '../text/copyable.js';
import { Raw } from '../text/raw.js';
import { Age } from '../time/times.js';
import { type Column, DataTable } from './data-table.js';
import classes from './sources-table.module.css';

const COLUMNS: readonly Column<SourceState>[] = [
  { title: 'Source', cell: ({ id }) => <Raw text={id} mono /> },
  { title: 'Provider', cell: ({ provider }) => <Raw text={provider} /> },
  { title: 'Feeds', cell: ({ feeds }) => <Raw text={feeds.join(', ')} /> },
  { title: 'Address for its webhook', cell: ({ path }) => <Address path={path} /> },
  {
    title: 'Last delivery',
    numeric: true,
    cell: ({ lastDeliveryAt }) =>
      lastDeliveryAt ? (
        <>
          <Age at={lastDeliveryAt} /> ago
        </>
      ) : (
        'never'
      ),
  },
  { title: 'Deliveries', numeric: true, cell: ({ deliveries }) => deliveries.toLocaleString('en-GB') },
];

/** Every provider has a source of its own at first, and few of them ever deliver. */
const MOST_SOURCES = 12;

/** Who may deliver, and who does, the busiest first. */
export function SourcesTable({ sources }: { readonly sources: readonly SourceState[] }) {
  return (
    <Section title="Sources">
      {sources.length > 0 ? (
        <DataTable
          label="Sources"
          columns={COLUMNS}
          rows={sources.toSorted((a, b) => b.deliveries - a.deliveries)}
          keyOf={({ id }) => id}
          most={MOST_SOURCES}
        />
      ) : (
        <p className="soft">No source is configured.</p>
      )}
    </Section>
  );
}

function Address({ path }: { readonly path: string }) {
  const address = new URL(path, window.location.origin).href;
  return (
    <span className={classes.address}>
      <Raw text={path} mono />
      <Copyable text={address} what={`the address ${path}`} />
    </span>
  );
}
