import type { Build } from '../../api/types.js';
import { Section } from '../shell/section.js';
import { OutsideLink } from '../text/outside-link.js';
import { Raw } from '../text/raw.js';
import { formatDuration } from '../time/format-time.js';
import { Clock } from '../time/times.js';
import { type Column, DataTable } from './data-table.js';
import { StatusWord } from './status-word.js';

const COLUMNS: readonly Column<Build>[] = [
  {
    title: 'Build',
    cell: (build) => (
      <OutsideLink url={build.url}>
        <Raw text={nameOf(build)} />
      </OutsideLink>
    ),
  },
  { title: 'Status', cell: (build) => <StatusWord status={build.status} /> },
  { title: 'Jobs', cell: (build) => <Jobs jobs={build.jobs} /> },
  { title: 'On', cell: (build) => <Raw text={build.gitTag ?? build.branch ?? '–'} mono /> },
  {
    title: 'Started',
    numeric: true,
    cell: (build) => (build.startedAt ? <Clock at={build.startedAt} /> : '–'),
  },
  { title: 'Took', numeric: true, cell: tookOf },
];

/** Every attempt of every run that is known. */
export function BuildsTable({ builds }: { readonly builds: readonly Build[] }) {
  return (
    <Section title="Builds">
      {builds.length > 0 ? (
        <DataTable label="Builds" columns={COLUMNS} rows={builds} keyOf={(build) => build.id} />
      ) : (
        <p className="soft">No build of it was seen.</p>
      )}
    </Section>
  );
}

function nameOf({ workflow, provider, number, runId, attempt }: Build): string {
  const run = number === null ? (runId ?? '') : `#${number}`;
  return [workflow ?? provider, run, attempt > 1 ? `attempt ${attempt}` : ''].filter(Boolean).join(' ');
}

function Jobs({ jobs }: Pick<Build, 'jobs'>) {
  if (jobs.length === 0) return '–';
  return (
    <ul>
      {jobs.map((job) => (
        <li key={job.id}>
          <Raw text={job.name} /> <StatusWord status={job.status} />
          {job.failedStep ? (
            <span className="soft">
              {' '}
              in “<Raw text={job.failedStep} />”
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function tookOf({ startedAt, finishedAt }: Build): string {
  if (!startedAt || !finishedAt) return '–';
  return formatDuration(Date.parse(finishedAt) - Date.parse(startedAt));
}
