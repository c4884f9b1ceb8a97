import type { Readable } from 'node:stream';
import { lenient } from '#platform';
import { type ApiFailure, brokenOff, failureOfStatus } from '../api/api-failure.js';

/** A line of a watch. */
export type WatchEvent =
  | {
      readonly type: 'added' | 'modified' | 'deleted';
      readonly object: unknown;
      readonly version: string | null;
    }
  | { readonly type: 'bookmark'; readonly version: string | null }
  | { readonly type: 'failed'; readonly failure: ApiFailure }
  /** A line that is no event. */
  | { readonly type: 'garbage' };

/** Longest line read, in bytes: etcd holds objects of at most 1.5 MiB, which JSON may double. */
const MAX_LINE = 8 * 1024 * 1024;

const Line = lenient.shape({
  type: lenient.text,
  object: lenient.shape({
    metadata: lenient.shape({ resourceVersion: lenient.text }),
    code: lenient.integer,
    message: lenient.text,
  }),
});

/**
 * Reads the lines of a watch. A last line without its end was cut off and counts for nothing: the
 * watch goes on from the version before it.
 */
export async function* watchStream(body: Readable): AsyncGenerator<WatchEvent> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      const line = Buffer.concat([...waiting, chunk.subarray(start, end)]).toString('utf8');
      waiting = [];
      length = 0;
      start = end + 1;
      if (line.trim() !== '') yield readLine(line);
    }
    if (start < chunk.length) waiting.push(chunk.subarray(start));
    length += chunk.length - start;
    if (length > MAX_LINE) {
      yield { type: 'failed', failure: brokenOff('garbage', 'a line of the watch has no end') };
      return;
    }
  }
}

const TYPES: Readonly<Record<string, 'added' | 'modified' | 'deleted'>> = {
  ADDED: 'added',
  MODIFIED: 'modified',
  DELETED: 'deleted',
};

function readLine(line: string): WatchEvent {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { type: 'garbage' };
  }
  const { type: name = '', object } = lenient.read(Line, value) ?? {};
  const version = object?.metadata?.resourceVersion ?? null;
  if (name === 'BOOKMARK') return { type: 'bookmark', version };
  if (name === 'ERROR') {
    return { type: 'failed', failure: failureOfStatus(object?.code ?? 500, object?.message ?? '') };
  }
  const type = TYPES[name];
  return type ? { type, object: (value as { object?: unknown }).object, version } : { type: 'garbage' };
}
