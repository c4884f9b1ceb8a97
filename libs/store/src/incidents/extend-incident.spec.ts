import { describe, expect, it } from 'vitest';
import type { Episode } from '../containers/container-row.js';
import { minute } from '../fixtures/facts.js';
import type { LockedIncident } from './assign.sql.js';
import { extended, joinedBy, keepsItsVoice } from './extend-incident.js';

const incident = (change: Partial<LockedIncident> = {}): LockedIncident => ({
  id: 'i',
  key: 'image',
  state: 'open',
  openedAt: new Date(minute(5)),
  lastSeenAt: new Date(minute(8)),
  resolvedAt: null,
  reference: 'docker.io/library/nginx:1',
  leadingId: 'c5',
  leadingTelling: -1,
  version: 0,
  ...change,
});

const episode = (change: Partial<Episode> = {}): Episode => ({
  containerId: 'c9',
  key: 'image',
  starts: minute(6),
  ends: null,
  lastSeen: minute(7),
  telling: -1,
  ...change,
});

const over = { state: 'resolved' as const, resolvedAt: new Date(minute(10)) };

describe('joinedBy', () => {
  it('is the one incident of the key that the time of failing overlaps', () => {
    expect(joinedBy(episode(), [incident(), incident({ id: 'j', key: 'host' })])).toBe('i');
    expect(joinedBy(episode({ starts: minute(1), ends: minute(5) }), [incident()])).toBe('i');
    expect(joinedBy(episode({ starts: minute(10) }), [incident(over)])).toBe('i');
  });

  it('is none when there is none, or more than one to be made one', () => {
    expect(joinedBy(episode({ starts: minute(1), ends: minute(4) }), [incident()])).toBeNull();
    expect(joinedBy(episode({ starts: minute(11) }), [incident(over)])).toBeNull();
    const later = incident({ id: 'j', openedAt: new Date(minute(20)) });
    expect(joinedBy(episode(), [incident(over), later])).toBeNull();
  });
});

describe('keepsItsVoice', () => {
  it('holds while those who report tell no more than the container that speaks', () => {
    expect(keepsItsVoice(incident(), [episode(), episode({ containerId: 'c1', telling: -2 })])).toBe(true);
    expect(keepsItsVoice(incident(), [])).toBe(true);
  });

  it('does not hold when one tells more, comes before it, or is it', () => {
    expect(keepsItsVoice(incident(), [episode({ telling: 0 })])).toBe(false);
    expect(keepsItsVoice(incident(), [episode({ containerId: 'c1' })])).toBe(false);
    expect(keepsItsVoice(incident(), [episode({ containerId: 'c5', telling: -3 })])).toBe(false);
  });
});

describe('extended', () => {
  it('reaches from the first to the last report', () => {
    const early = episode({ starts: minute(2), ends: minute(12), lastSeen: minute(11) });
    expect(extended(incident(), [early, episode()])).toEqual({
      id: 'i',
      state: 'open',
      opened_at: minute(2),
      last_seen_at: minute(11),
      resolved_at: null,
    });
  });

  it('ends with the last recovery, and is open again with one that fails', () => {
    const late = episode({ ends: minute(12) });
    expect(extended(incident(over), [late])).toMatchObject({ state: 'resolved', resolved_at: minute(12) });
    expect(extended(incident(over), [])).toMatchObject({ state: 'resolved', resolved_at: minute(10) });
    expect(extended(incident(over), [late, episode()])).toMatchObject({ state: 'open', resolved_at: null });
  });
});
