import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { canonicalObservation, type Observation, parseImageRepository } from '#domain';
import type { IgnoreReason, Normalised } from '#pipeline';

const IGNORE_REASONS: Readonly<Record<IgnoreReason, true>> = {
  unreadable_body: true,
  unexpected_shape: true,
  unknown_event: true,
  irrelevant_event: true,
  ping: true,
  subscription_confirmation: true,
  not_an_image: true,
  nothing_identified: true,
  registry_unknown: true,
};

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const TIMES = ['occurredAt', 'startedAt', 'finishedAt', 'committedAt'] as const;

/** What every result must hold, whatever the sender wrote. */
export function expectWellFormed(result: Normalised): void {
  expect(faultOf(result)).toBeNull();
}

/** What is wrong with a result, in words, or `null`; cheap enough to ask a hundred thousand times. */
export function faultOf(result: Normalised): string | null {
  if ('ignored' in result)
    return Object.hasOwn(IGNORE_REASONS, result.ignored) ? null : `reason ${result.ignored}`;
  if (result.observations.length === 0) return 'neither an observation nor a reason';
  for (const observation of result.observations) {
    const fault = faultOfObservation(observation);
    if (fault !== null) return `${fault} in ${JSON.stringify(observation)}`;
  }
  return null;
}

function faultOfObservation(observation: Observation): string | null {
  const fields = observation as unknown as Record<string, unknown>;
  if (!/^[a-z][a-z-]+$/.test(observation.provider ?? '')) return 'provider';
  const time = TIMES.find((field) => !(fields[field] == null || INSTANT.test(String(fields[field]))));
  if (time !== undefined) return time;
  if (fields['commit'] != null && !/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(String(fields['commit'])))
    return 'commit';
  if (observation.kind === 'push' || observation.kind === 'delete') {
    if (!observation.tag && !observation.digest) return 'neither tag nor digest';
    const fault = faultOfImage(observation);
    if (fault !== null) return fault;
  }
  const images = observation.kind === 'build' ? (observation.images ?? []) : [];
  const fault = images.map(faultOfImage).find((found) => found !== null);
  if (fault !== undefined) return fault;
  // Dropping malformed values later must find nothing to drop.
  const kept = Object.entries(observation).filter(([, value]) => value !== undefined && value !== null);
  return isDeepStrictEqual({ ...canonicalObservation(observation) }, Object.fromEntries(kept))
    ? null
    : 'a field that canonical form drops';
}

interface ImageNames {
  readonly repository?: string | null;
  readonly tag?: string | null;
  readonly digest?: string | null;
}

function faultOfImage({ repository, tag, digest }: ImageNames): string | null {
  const name = repository ?? '';
  const hosted = parseImageRepository(name)?.repository === name;
  const hostless = parseImageRepository(`localhost/${name}`)?.path === name;
  if (!hosted && !hostless) return `image repository ${name}`;
  if (tag != null && !/^\w[\w.-]{0,127}$/.test(tag)) return `tag ${tag}`;
  if (digest != null && !/^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/.test(digest))
    return `digest ${digest}`;
  return null;
}
