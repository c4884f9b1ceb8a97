import { readJson, readJsonText } from '../json/read-json.js';
import { read, shape, text, textMap, time } from '../lenient/schema.js';

/** What a Pub/Sub push subscription delivers. */
export interface PubSubMessage {
  /** The payload as JSON; `undefined` when it is none. */
  readonly data: unknown;
  readonly attributes: ReadonlyMap<string, string>;
  readonly messageId?: string | undefined;
  readonly publishTime?: string | undefined;
}

export type PubSubResult =
  | { readonly ok: true; readonly message: PubSubMessage }
  | { readonly ok: false; readonly reason: 'unreadable_body' };

const wrapped = shape({
  message: shape({ data: text, attributes: textMap, messageId: text, publishTime: time }),
});

const publishTime = shape({ at: time });

/**
 * Reads a push delivery, wrapped (`message.data` is base64) or with payload unwrapping, where the
 * body is the payload and the metadata are headers (Pub/Sub docs, "Receive messages" and "Payload
 * unwrapping for Pub/Sub messages").
 */
export function readPubSubMessage(request: {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}): PubSubResult {
  const json = readJson(request.body);
  if (!json.ok) return { ok: false, reason: 'unreadable_body' };
  const message = read(wrapped, json.value)?.message;
  if (message !== undefined) {
    const inner = readJsonText(Buffer.from(message.data ?? '', 'base64').toString('utf8'));
    return { ok: true, message: { ...message, data: inner.ok ? inner.value : undefined } };
  }
  const { headers } = request;
  return {
    ok: true,
    message: {
      data: json.value,
      attributes: new Map(),
      messageId: headers['x-goog-pubsub-message-id'],
      publishTime: read(publishTime, { at: headers['x-goog-pubsub-publish-time'] })?.at,
    },
  };
}
