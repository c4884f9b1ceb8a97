import { readJson, readJsonText } from '../json/read-json.js';
import { type Read, read, shape, text } from '../lenient/schema.js';

const snsFields = shape({
  Type: text,
  MessageId: text,
  TopicArn: text,
  Subject: text,
  Message: text,
  Timestamp: text,
  Token: text,
  SubscribeURL: text,
  SignatureVersion: text,
  Signature: text,
  SigningCertURL: text,
});

/** A message of Amazon SNS over HTTP (SNS developer guide, "Parsing Amazon SNS message formats"). */
export type SnsMessage = Read<typeof snsFields>;

/** The SNS message in `body`, or `null` when it is something else. */
export function readSnsMessage(body: Buffer): SnsMessage | null {
  const json = readJson(body);
  const message = json.ok ? read(snsFields, json.value) : undefined;
  return message?.TopicArn === undefined || message.Type === undefined ? null : message;
}

/** An event of an AWS service, however it got here. */
export type AwsEventResult =
  | { readonly ok: true; readonly event: unknown }
  | { readonly ok: false; readonly reason: 'unreadable_body' | 'subscription_confirmation' };

/**
 * The event of a delivery by an EventBridge API destination, or inside an SNS notification. Raw
 * message delivery of SNS looks like the former.
 */
export function readAwsEvent(body: Buffer): AwsEventResult {
  const message = readSnsMessage(body);
  if (message !== null && message.Type !== 'Notification') {
    return { ok: false, reason: 'subscription_confirmation' };
  }
  const json = message === null ? readJson(body) : readJsonText(message.Message ?? '');
  return json.ok ? { ok: true, event: json.value } : { ok: false, reason: 'unreadable_body' };
}
