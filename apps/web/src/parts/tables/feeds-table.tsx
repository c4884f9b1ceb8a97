import type { FeedCoverage } from '../../api/types.js';
import { Section } from '../shell/section.js';
import { Raw } from '../text/raw.js';
import { formatDuration } from '../time/format-time.js';
import { Clock } from '../time/times.js';
import { inWords } from '../verdict/causes.js';
import { type Column, DataTable } from './data-table.js';

const COLUMNS: readonly Column<FeedCoverage>[] = [
  { title: 'Feed', cell: ({ feed }) => inWords(feed) },
  { title: 'Source', cell: ({ source }) => <Raw text={source} mono /> },
  {
    title: 'Repository',
    cell: ({ repository }) => <Raw text={repository || 'all'} mono={repository !== ''} />,
  },
  { title: 'Gaps', cell: ({ gaps }) => <Gaps gaps={gaps} /> },
  { title: 'From', numeric: true, cell: ({ from }) => <Clock at={from} /> },
  { title: 'To', numeric: true, cell: ({ to }) => <Clock at={to} /> },
];

/** The time each feed has covered, and the gaps in it. */
export function FeedsTable({ feeds }: { readonly feeds: readonly FeedCoverage[] }) {
  return (
    <Section title="Covered time">
      {feeds.length > 0 ? (
        <DataTable
          label="Covered time"
          columns={COLUMNS}
          rows={feeds}
          keyOf={({ feed, source, repository }) => `${feed} ${source} ${repository}`}
        />
      ) : (
        <p className="soft">Nothing was delivered yet.</p>
      )}
    </Section>
  );
}

function Gaps({ gaps }: Pick<FeedCoverage, 'gaps'>) {
  if (gaps.length === 0) return 'none';
  return (
    <ul>
      {gaps.map(({ from, to }) => (
        <li key={from}>
          <Clock at={from} /> to <Clock at={to} />{' '}
          <span className="soft">({formatDuration(Date.parse(to) - Date.parse(from))})</span>
        </li>
      ))}
    </ul>
  );
}
