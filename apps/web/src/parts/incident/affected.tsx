import type { Incident } from '../../api/types.js';
import { Section } from '../shell/section.js';
import { useFold } from '../shell/use-fold.js';
import { Raw } from '../text/raw.js';
import classes from './affected.module.css';
import { countOf } from './scope-words.js';

/** As many as fit beside the fixes; a thousand pods are a number, not a list. */
const WORKLOADS_SHOWN = 8;

/** What cannot start, grouped by where it runs. */
export function Affected({ scope }: { readonly scope: Incident['scope'] }) {
  const { shown, button } = useFold(scope.workloads, WORKLOADS_SHOWN, 'workloads');
  const aside = `${countOf(scope.pods, 'pod')} on ${countOf(scope.nodes, 'node')}`;
  return (
    <Section title="Affected" aside={aside}>
      {[...byPlace(shown)].map(([place, workloads]) => (
        <div key={place} className={classes.place}>
          <h3 className={classes.name}>
            <Raw text={place} />
          </h3>
          <ul>
            {workloads.map(({ kind, name }) => (
              <li key={`${kind}/${name}`}>
                <span className="soft">
                  <Raw text={kind} />
                </span>{' '}
                <Raw text={name} mono />
              </li>
            ))}
          </ul>
        </div>
      ))}
      {button}
      {scope.workloads.length === 0 ? (
        <p className="soft">
          <Raw text={[...scope.clusters, ...scope.namespaces].join(', ')} />
        </p>
      ) : null}
    </Section>
  );
}

type Workload = Incident['scope']['workloads'][number];

function byPlace(workloads: readonly Workload[]): ReadonlyMap<string, readonly Workload[]> {
  const places = new Map<string, Workload[]>();
  for (const workload of workloads) {
    const place = `${workload.cluster} / ${workload.namespace}`;
    places.set(place, [...(places.get(place) ?? []), workload]);
  }
  return places;
}
