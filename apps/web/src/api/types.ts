/** The shapes of the public API, by name. Types only: the page trusts the server it is served by. */
import type { CommitReport, Coverage, Incident, TimelineEntry, Trace, Verdict } from '#contract';

export type { CommitReport, Coverage, Incident, TimelineEntry, Trace, Verdict };

export type Level = Verdict['level'];
export type Fix = Verdict['fixes'][number];
export type EvidenceItem = Verdict['evidence'][number];
export type Commit = CommitReport['commit'];
export type Build = CommitReport['builds'][number];
export type Push = CommitReport['pushes'][number];
export type Deletion = CommitReport['deletions'][number];
export type FeedCoverage = Coverage['feeds'][number];
export type SourceState = Coverage['sources'][number];

/** A page of a list; `nextCursor` is `null` on the last one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}
