import { Link } from 'react-router';
import type { Deletion, Push } from '../../api/types.js';
import { Section } from '../shell/section.js';
import { Raw } from '../text/raw.js';
import { shortDigest } from '../text/short-id.js';
import { Clock } from '../time/times.js';
import { type Column, DataTable } from './data-table.js';

type Named = Pick<Push, 'repository' | 'tag' | 'digest' | 'at'>;

const NAME: readonly Column<Named>[] = [
  {
    title: 'Image',
    cell: (push) => (
      <Link to={`/trace?image=${encodeURIComponent(referenceOf(push))}`}>
        <Raw text={push.tag ? `${push.repository}:${push.tag}` : push.repository} mono />
      </Link>
    ),
  },
  {
    title: 'Digest',
    cell: ({ digest }) => (digest ? <Raw text={shortDigest(digest)} mono /> : '–'),
  },
];

const TIME: Column<Named> = { title: 'At', numeric: true, cell: ({ at }) => <Clock at={at} /> };

const PUSH_COLUMNS: readonly Column<Push>[] = [
  ...NAME,
  { title: 'Platforms', cell: ({ platforms }) => <Raw text={platforms.join(', ') || '–'} /> },
  TIME,
];

const DELETION_COLUMNS: readonly Column<Deletion>[] = [
  ...NAME,
  { title: 'Rule', cell: ({ rule }) => <Raw text={rule ?? '–'} /> },
  TIME,
];

const keyOf = (push: Named) => `${push.repository} ${push.tag} ${push.digest} ${push.at}`;

/** Every push that is known. */
export function PushesTable({ pushes }: { readonly pushes: readonly Push[] }) {
  return (
    <Section title="Pushed">
      {pushes.length > 0 ? (
        <DataTable label="Pushes" columns={PUSH_COLUMNS} rows={pushes} keyOf={keyOf} />
      ) : (
        <p className="soft">No push of it was seen.</p>
      )}
    </Section>
  );
}

/** Every deletion that is known; nothing at all when there is none. */
export function DeletionsTable({ deletions }: { readonly deletions: readonly Deletion[] }) {
  if (deletions.length === 0) return null;
  return (
    <Section title="Deleted">
      <DataTable label="Deletions" columns={DELETION_COLUMNS} rows={deletions} keyOf={keyOf} />
    </Section>
  );
}

function referenceOf({ repository, tag, digest }: Named): string {
  if (tag) return `${repository}:${tag}`;
  return digest ? `${repository}@${digest}` : repository;
}
