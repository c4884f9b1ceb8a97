import { z } from 'zod';
import { readJson, readJsonText } from '../json/read-json.js';
import { list, type Read, read, shape, text, time } from '../lenient/schema.js';

const attributes = {
  id: text,
  type: text,
  source: text,
  subject: text,
  time,
  specversion: text,
};

const structured = shape({ ...attributes, data: z.unknown().optional(), data_base64: text, operator: text });

/** An event in the envelope of CloudEvents 1.0. */
export interface CloudEvent {
  readonly id?: string | undefined;
  readonly type?: string | undefined;
  readonly source?: string | undefined;
  readonly subject?: string | undefined;
  readonly time?: string | undefined;
  readonly data: unknown;
  /** The whole structured event, for extension attributes; in binary mode they are headers. */
  readonly whole: unknown;
}

/** The events of one request. */
export type CloudEventsResult =
  | { readonly ok: true; readonly events: readonly CloudEvent[] }
  | { readonly ok: false; readonly reason: 'unreadable_body' | 'unexpected_shape' };

/**
 * Reads the three content modes of the CloudEvents HTTP binding: binary (attributes in `ce-*`
 * headers, the body is the data), structured (one JSON object) and batched (an array). The content
 * type is not consulted, because senders behind a bus label structured events `application/json`.
 */
export function readCloudEvents(request: {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}): CloudEventsResult {
  const json = readJson(request.body);
  if (!json.ok) return { ok: false, reason: 'unreadable_body' };
  if (request.headers['ce-type'] !== undefined) {
    return { ok: true, events: [binaryEvent(request.headers, json.value)] };
  }
  const written = Array.isArray(json.value) ? json.value : [json.value];
  const events = (read(list(structured), written) ?? []).flatMap((event, index) =>
    event.specversion === undefined && event.type === undefined
      ? []
      : [structuredEvent(event, written[index])],
  );
  return events.length === 0 ? { ok: false, reason: 'unexpected_shape' } : { ok: true, events };
}

function structuredEvent(event: Read<typeof structured>, whole: unknown): CloudEvent {
  const { id, type, source, subject, time: at } = event;
  return { id, type, source, subject, time: at, data: dataOf(event), whole };
}

/** `data` is JSON itself, JSON in a string, or base64 in `data_base64`. */
function dataOf({ data, data_base64: encoded }: Read<typeof structured>): unknown {
  const written = encoded === undefined ? data : Buffer.from(encoded, 'base64').toString('utf8');
  if (typeof written !== 'string') return written;
  const inner = readJsonText(written);
  return inner.ok ? inner.value : written;
}

const binaryAttributes = shape(attributes);

function binaryEvent(headers: Readonly<Record<string, string>>, data: unknown): CloudEvent {
  const named = Object.entries(headers)
    .filter(([name]) => name.startsWith('ce-'))
    .map(([name, value]) => [name.slice('ce-'.length), percentDecoded(value)]);
  const { id, type, source, subject, time: at } = read(binaryAttributes, Object.fromEntries(named)) ?? {};
  return { id, type, source, subject, time: at, data, whole: data };
}

/** Header values are percent-encoded (HTTP binding, "HTTP Header Values"); a stray `%` is left alone. */
function percentDecoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
