import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { CAUSE_VIEWS } from '../verdict/causes.js';
import type { IncidentFilter } from './filter.js';
import { isNarrowed } from './filter.js';
import classes from './incident-filters.module.css';
import { NameFilter } from './name-filter.js';

const STATES = [
  { value: 'open', label: 'Open' },
  { value: 'resolved', label: 'Resolved' },
  { value: 'all', label: 'All' },
];

const CAUSES = [
  { value: '', label: 'Any cause' },
  ...CAUSE_VIEWS.map(({ code, label }) => ({ value: code, label })),
];

interface Props {
  readonly filter: IncidentFilter;
  readonly onChange: (filter: IncidentFilter) => void;
  /** Names that the shown incidents have, offered while typing. */
  readonly clusters: readonly string[];
  readonly namespaces: readonly string[];
}

/** Narrows the list of incidents. On a phone the fields wait behind a button. */
export function IncidentFilters(props: Props) {
  const { filter, onChange } = props;
  const [open, setOpen] = useState(isNarrowed(filter));
  return (
    <search className={`${classes.filters} screen-only`} aria-label="Narrow the list">
      <SegmentedControl
        className={classes.states}
        data={STATES}
        value={filter.state}
        onChange={(state) => onChange({ ...filter, state: state as IncidentFilter['state'] })}
        aria-label="State"
        size="sm"
      />
      <Button
        className={classes.opener}
        variant="default"
        size="sm"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        Filter
      </Button>
      <div className={classes.fields} data-open={open}>
        <Fields {...props} />
      </div>
    </search>
  );
}

function Fields({ filter, onChange, clusters, namespaces }: Props) {
  const change = (part: Partial<IncidentFilter>) => onChange({ ...filter, ...part });
  return (
    <>
      <NativeSelect
        aria-label="Cause"
        data={CAUSES}
        value={filter.cause}
        onChange={(event) => change({ cause: event.currentTarget.value })}
        size="sm"
      />
      <NameFilter
        label="Cluster"
        value={filter.cluster}
        known={clusters}
        onChange={(cluster) => change({ cluster })}
      />
      <NameFilter
        label="Namespace"
        value={filter.namespace}
        known={namespaces}
        onChange={(namespace) => change({ namespace })}
      />
      {isNarrowed(filter) ? (
        <Button variant="subtle" size="sm" onClick={() => change({ cause: '', cluster: '', namespace: '' })}>
          Clear
        </Button>
      ) : null}
    </>
  );
}
