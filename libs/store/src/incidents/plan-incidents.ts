/** Containers of one key whose times of failing overlap, directly or through others: one incident. */
export interface Component {
  readonly key: string;
  readonly starts: Date;
  /** `null` while one of them fails. */
  readonly ends: Date | null;
  /** Incidents these containers belonged to. */
  readonly former: readonly string[];
}

/** An incident as it is before the change. */
export interface KnownIncident {
  readonly id: string;
  readonly key: string;
  readonly state: 'open' | 'resolved';
  readonly openedAt: Date;
}

/** What is to become of the incidents. */
export interface IncidentPlan {
  /** Every component with the incident it is from now on. */
  readonly assigned: readonly { readonly component: Component; readonly incidentId: string }[];
  /** Incidents to be made, for components that none was left for. */
  readonly made: readonly string[];
  /** Incidents that keep their history under another key, because all their containers moved there. */
  readonly rekeyed: readonly { readonly id: string; readonly key: string }[];
  /** Incidents without any container left, with the one their containers belong to now. */
  readonly merged: readonly { readonly id: string; readonly into: string }[];
}

/**
 * Decides which incident each component is. Components are a function of the containers alone; only the
 * identity is history: people hold links to incidents, so an incident goes on with the component that is open
 * or latest, then with the containers that left it, and is merged only when neither is left for it.
 */
export function planIncidents(
  components: readonly Component[],
  incidents: readonly KnownIncident[],
  newId: () => string,
): IncidentPlan {
  const free = new Map(incidents.map((incident) => [incident.id, incident]));
  const taken = new Map<Component, string>();
  const take = (component: Component, fits: (incident: KnownIncident) => boolean) => {
    if (taken.has(component)) return;
    const [best] = component.former
      .flatMap((id) => free.get(id) ?? [])
      .filter(fits)
      .sort(openThenOldest);
    if (!best) return;
    taken.set(component, best.id);
    free.delete(best.id);
  };
  const ordered = [...components].sort(openThenLatest);
  for (const component of ordered) take(component, (incident) => incident.key === component.key);
  const stayed = new Set(taken.keys());
  for (const component of ordered) take(component, (incident) => incident.key !== component.key);
  const made = ordered
    .filter((component) => !taken.has(component))
    .map((component) => {
      const id = newId();
      taken.set(component, id);
      return id;
    });
  return {
    assigned: [...taken].map(([component, incidentId]) => ({ component, incidentId })),
    made,
    rekeyed: [...taken].flatMap(([component, id]) =>
      stayed.has(component) || made.includes(id) ? [] : [{ id, key: component.key }],
    ),
    merged: [...free.keys()].flatMap((id) => {
      const heir = ordered.find((component) => component.former.includes(id));
      const into = heir && taken.get(heir);
      return into ? [{ id, into }] : [];
    }),
  };
}

function openThenLatest(a: Component, b: Component): number {
  if ((a.ends === null) !== (b.ends === null)) return a.ends === null ? -1 : 1;
  return b.starts.getTime() - a.starts.getTime() || (a.key < b.key ? -1 : 1);
}

function openThenOldest(a: KnownIncident, b: KnownIncident): number {
  if (a.state !== b.state) return a.state === 'open' ? -1 : 1;
  return a.openedAt.getTime() - b.openedAt.getTime() || (a.id < b.id ? -1 : 1);
}
