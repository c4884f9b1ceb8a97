import type { RefLookUp } from './evidence.sql.js';

/** What a tag can stand for in a source repository. */
export interface RefNames {
  readonly branches: readonly string[];
  readonly gitTags: readonly string[];
  readonly pullRequests: readonly number[];
  readonly runNumbers: readonly number[];
  readonly runIds: readonly string[];
}

/** The look-ups that have something to look up. */
export function refLookUps(refs: RefNames): readonly RefLookUp[] {
  const lookUps: readonly RefLookUp[] = [
    { column: 'branch', type: 'text', values: refs.branches },
    { column: 'git_tag', type: 'text', values: refs.gitTags },
    { column: 'pull_request', type: 'bigint', values: refs.pullRequests },
    { column: 'run_number', type: 'bigint', values: refs.runNumbers },
    { column: 'run_id', type: 'text', values: refs.runIds },
  ];
  return lookUps.filter(({ values }) => values.length > 0);
}
