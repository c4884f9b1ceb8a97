import { expect } from 'vitest';
import { canonicalObservation, type Observation, parseImageRepository } from '#domain';
import type { Normalised } from '#pipeline';

const IGNORE_REASONS = [
  'unreadable_body',
  'unexpected_shape',
  'unknown_event',
  'irrelevant_event',
  'ping',
  'subscription_confirmation',
  'not_an_image',
  'nothing_identified',
  'registry_unknown',
];

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const TIMES = ['occurredAt', 'startedAt', 'finishedAt', 'committedAt'] as const;

/** What every result must hold, whatever the sender wrote. */
export function expectWellFormed(result: Normalised): void {
  if ('ignored' in result) {
    expect(IGNORE_REASONS).toContain(result.ignored);
    return;
  }
  expect(result.observations.length).toBeGreaterThan(0);
  for (const observation of result.observations) expectWellFormedObservation(observation);
}

function expectWellFormedObservation(observation: Observation): void {
  expect(observation.provider).toMatch(/^[a-z][a-z-]+$/);
  const fields = observation as unknown as Record<string, unknown>;
  for (const field of TIMES) if (fields[field] != null) expect(fields[field]).toMatch(INSTANT);
  if (fields['commit'] != null) expect(fields['commit']).toMatch(/^([0-9a-f]{40}|[0-9a-f]{64})$/);
  if (observation.kind === 'push' || observation.kind === 'delete') {
    expectImage(observation);
    expect(observation.tag ?? observation.digest).toBeTruthy();
  }
  if (observation.kind === 'build') for (const image of observation.images ?? []) expectImage(image);
  // Dropping malformed values later must find nothing to drop.
  const kept = Object.entries(observation).filter(([, value]) => value !== undefined && value !== null);
  expect(canonicalObservation(observation)).toEqual(Object.fromEntries(kept));
}

interface ImageNames {
  readonly repository?: string | null;
  readonly tag?: string | null;
  readonly digest?: string | null;
}

function expectImage({ repository, tag, digest }: ImageNames): void {
  const name = repository ?? '';
  const hosted = parseImageRepository(name)?.repository === name;
  const hostless = parseImageRepository(`localhost/${name}`)?.path === name;
  expect(hosted || hostless, `image repository ${name}`).toBe(true);
  if (tag != null) expect(tag).toMatch(/^\w[\w.-]{0,127}$/);
  if (digest != null) expect(digest).toMatch(/^sha\d+:[0-9a-f]{64,128}$/);
}
