import type { CoverageLog, CoveredTime } from '#pipeline';
import type { Database } from '../database/database.js';
import { imageRepositoryColumn, sourceRepositoryColumn } from '../facts/canonical-names.js';
import { distinctBy } from '../facts/fact-columns.js';
import { writeActivity } from '../facts/facts.sql.js';
import { storableName } from '../storable.js';

const DAY_MS = 86_400_000;
/** Longer stretches are not made sure of at once. */
const MOST_DAYS = 400;

/** Covered times as bricks of `feed_activity`, one for each day (UTC) that they touch. */
export class PostgresCoverageLog implements CoverageLog {
  constructor(private readonly database: Database) {}

  async cover(times: readonly CoveredTime[]): Promise<void> {
    const rows = distinctBy(
      times.flatMap(bricksOf),
      (row) => [row.feed, row.source, row.repository, row.day],
      (a, b) => ({
        ...a,
        first_at: a.first_at < b.first_at ? a.first_at : b.first_at,
        last_at: a.last_at > b.last_at ? a.last_at : b.last_at,
      }),
    );
    if (rows.length > 0) await this.database.run(writeActivity(rows));
  }
}

function bricksOf({ feed, source, repository, from, to }: CoveredTime) {
  const canonical =
    feed === 'pushes' ? imageRepositoryColumn(repository) : sourceRepositoryColumn(repository);
  const name = storableName(source);
  if (canonical === null || name === null || to < from) return [];
  const firstDay = Math.max(
    Math.floor(from.getTime() / DAY_MS),
    Math.floor(to.getTime() / DAY_MS) - MOST_DAYS,
  );
  const days = Math.floor(to.getTime() / DAY_MS) - firstDay + 1;
  return Array.from({ length: days }, (_, index) => {
    const start = new Date((firstDay + index) * DAY_MS);
    const end = new Date(start.getTime() + DAY_MS - 1);
    return {
      feed,
      source: name,
      repository: canonical,
      day: start.toISOString().slice(0, 10),
      first_at: (from > start ? from : start).toISOString(),
      last_at: (to < end ? to : end).toISOString(),
    };
  });
}
