/** What the list of incidents can be narrowed by. The address carries it, so a view can be shared. */
export interface IncidentFilter {
  readonly state: 'open' | 'resolved' | 'all';
  readonly cause: string;
  readonly cluster: string;
  readonly namespace: string;
}

const STATES: readonly IncidentFilter['state'][] = ['open', 'resolved', 'all'];
const NARROWING = ['cause', 'cluster', 'namespace'] as const;

/** Reads the filter from the page's address; what is not understood counts as not given. */
export function filterFrom(search: URLSearchParams): IncidentFilter {
  const asked = search.get('state');
  return {
    state: STATES.find((state) => state === asked) ?? 'open',
    cause: search.get('cause')?.trim() ?? '',
    cluster: search.get('cluster')?.trim() ?? '',
    namespace: search.get('namespace')?.trim() ?? '',
  };
}

/** The page's address for a filter: the usual view has the plain one. */
export function addressOf(filter: IncidentFilter): URLSearchParams {
  const search = narrowed(filter);
  if (filter.state !== 'open') search.set('state', filter.state);
  return search;
}

/** The API's query for a filter. */
export function questionOf(filter: IncidentFilter): URLSearchParams {
  const search = narrowed(filter);
  if (filter.state !== 'all') search.set('state', filter.state);
  return search;
}

/** Whether anything but the state narrows the list. */
export function isNarrowed(filter: IncidentFilter): boolean {
  return NARROWING.some((name) => filter[name] !== '');
}

function narrowed(filter: IncidentFilter): URLSearchParams {
  const search = new URLSearchParams();
  for (const name of NARROWING) if (filter[name]) search.set(name, filter[name]);
  return search;
}
