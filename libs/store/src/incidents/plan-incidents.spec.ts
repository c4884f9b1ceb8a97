import { describe, expect, it } from 'vitest';
import { type Component, type KnownIncident, planIncidents } from './plan-incidents.js';

const at = (minute: number) => new Date(Date.UTC(2026, 4, 4, 8, minute));
const component = (change: Partial<Component> = {}): Component => ({
  key: 'image',
  starts: at(0),
  ends: null,
  former: [],
  ...change,
});
const incident = (id: string, change: Partial<KnownIncident> = {}): KnownIncident => ({
  id,
  key: 'image',
  state: 'open',
  openedAt: at(0),
  ...change,
});

function plan(components: readonly Component[], incidents: readonly KnownIncident[]) {
  let made = 0;
  const { assigned, ...rest } = planIncidents(components, incidents, () => {
    made += 1;
    return `new-${made}`;
  });
  const idOf = new Map(assigned.map(({ component: of, incidentId }) => [of, incidentId]));
  return { ids: components.map((one) => idOf.get(one)), ...rest };
}

describe('planIncidents', () => {
  it('makes an incident where there is none', () => {
    expect(plan([component()], [])).toEqual({ ids: ['new-1'], made: ['new-1'], rekeyed: [], merged: [] });
  });

  it('goes on with the incident the containers were in', () => {
    expect(plan([component({ former: ['a'] })], [incident('a')])).toMatchObject({
      ids: ['a'],
      made: [],
      merged: [],
    });
  });

  it('keeps the incident with what is still failing when it falls apart', () => {
    const over = component({ ends: at(5), former: ['a'] });
    const failing = component({ starts: at(8), former: ['a'] });
    expect(plan([over, failing], [incident('a')])).toMatchObject({ ids: ['new-1', 'a'], merged: [] });
  });

  it('keeps the incident with the latest part when all of it is over', () => {
    const early = component({ ends: at(5), former: ['a'] });
    const late = component({ starts: at(8), ends: at(9), former: ['a'] });
    expect(plan([early, late], [incident('a')])).toMatchObject({ ids: ['new-1', 'a'] });
  });

  it('merges into the open incident, else into the oldest', () => {
    const both = component({ former: ['a', 'b'] });
    const resolved = incident('a', { state: 'resolved' });
    expect(plan([both], [resolved, incident('b', { openedAt: at(8) })])).toMatchObject({
      ids: ['b'],
      merged: [{ id: 'a', into: 'b' }],
    });
    const later = incident('b', { state: 'resolved', openedAt: at(8) });
    expect(plan([both], [later, resolved])).toMatchObject({ ids: ['a'], merged: [{ id: 'b', into: 'a' }] });
  });

  it('gives an incident another key when all its containers moved there and nobody else claims it', () => {
    const moved = component({ key: 'host', former: ['a'] });
    expect(plan([moved], [incident('a')])).toEqual({
      ids: ['a'],
      made: [],
      rekeyed: [{ id: 'a', key: 'host' }],
      merged: [],
    });
  });

  it('leaves an incident its key while a container is left in it', () => {
    const moved = component({ key: 'host', former: ['a'] });
    const left = component({ former: ['a'] });
    expect(plan([moved, left], [incident('a')])).toMatchObject({ ids: ['new-1', 'a'], rekeyed: [] });
  });

  it('prefers the incident of the key that the containers moved to', () => {
    const joined = component({ key: 'host', former: ['a', 'b'] });
    expect(plan([joined], [incident('a'), incident('b', { key: 'host' })])).toMatchObject({
      ids: ['b'],
      rekeyed: [],
      merged: [{ id: 'a', into: 'b' }],
    });
  });
});
