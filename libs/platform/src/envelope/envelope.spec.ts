import { describe, expect, it } from 'vitest';
import { readAwsEvent, readCloudEvents, readPubSubMessage, readSnsMessage } from './index.js';

const request = (body: unknown, headers: Record<string, string> = {}) => ({
  headers,
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});
const event = { specversion: '1.0', id: 'e1', type: 't', source: '/s', time: '2026-03-01T10:00:00Z' };

describe('CloudEvents', () => {
  const read = (body: unknown, headers?: Record<string, string>) => readCloudEvents(request(body, headers));
  it('reads the binary mode, with percent-encoded headers', () => {
    const headers = {
      'ce-type': 't',
      'ce-id': 'e1',
      'ce-source': '/s',
      'ce-subject': 'a%20b',
      'ce-time': event.time,
    };
    expect(read({ x: 1 }, headers)).toEqual({
      ok: true,
      events: [
        {
          type: 't',
          id: 'e1',
          source: '/s',
          subject: 'a b',
          time: '2026-03-01T10:00:00.000Z',
          data: { x: 1 },
          whole: { x: 1 },
        },
      ],
    });
    expect(read({}, { 'ce-type': 't', 'ce-subject': '100%' })).toMatchObject({
      events: [{ subject: '100%' }],
    });
  });
  it('reads the structured mode: data as JSON, as text and as base64', () => {
    const data = { x: [1] };
    const text = JSON.stringify(data);
    expect(read({ ...event, data })).toMatchObject({ events: [{ id: 'e1', data }] });
    expect(read({ ...event, data: text })).toMatchObject({ events: [{ data }] });
    expect(read({ ...event, data_base64: Buffer.from(text).toString('base64') })).toMatchObject({
      events: [{ data }],
    });
    expect(read({ ...event, data: 'plain' })).toMatchObject({ events: [{ data: 'plain' }] });
  });
  it('reads batches and drops what is no event', () => {
    const result = read([event, null, 1, {}, { ...event, id: 'e2' }]);
    expect(result.ok && result.events.map(({ id }) => id)).toEqual(['e1', 'e2']);
  });
  it('says what is wrong', () => {
    expect(read('{')).toEqual({ ok: false, reason: 'unreadable_body' });
    expect(read({ id: 'e1' })).toEqual({ ok: false, reason: 'unexpected_shape' });
    expect(read([])).toEqual({ ok: false, reason: 'unexpected_shape' });
  });
});

describe('Pub/Sub', () => {
  const data = Buffer.from('{"action":"INSERT"}\n').toString('base64');
  it('reads wrapped messages', () => {
    const message = {
      data,
      attributes: { status: 'SUCCESS' },
      messageId: '7',
      publishTime: '2026-03-01T10:00:00.1Z',
    };
    expect(readPubSubMessage(request({ message, subscription: 's' }))).toEqual({
      ok: true,
      message: {
        data: { action: 'INSERT' },
        attributes: new Map([['status', 'SUCCESS']]),
        messageId: '7',
        publishTime: '2026-03-01T10:00:00.100Z',
      },
    });
  });
  it('reads unwrapped payloads with their headers', () => {
    const headers = { 'x-goog-pubsub-message-id': '8', 'x-goog-pubsub-publish-time': '2026-03-01T10:00:00Z' };
    expect(readPubSubMessage(request({ id: 'b' }, headers))).toMatchObject({
      message: { data: { id: 'b' }, messageId: '8', publishTime: '2026-03-01T10:00:00.000Z' },
    });
  });
  it('has no data when it is no JSON', () => {
    const result = readPubSubMessage(request({ message: { data: 'aGk=' } }));
    expect(result.ok && result.message.data).toBeUndefined();
    expect(readPubSubMessage(request('['))).toEqual({ ok: false, reason: 'unreadable_body' });
  });
});

describe('SNS and EventBridge', () => {
  const sns = { Type: 'Notification', TopicArn: 'arn', Message: '{"id":"1"}' };
  it('finds the event inside a notification', () => {
    expect(readAwsEvent(request(sns).body)).toEqual({ ok: true, event: { id: '1' } });
    expect(readAwsEvent(request({ id: '2' }).body)).toEqual({ ok: true, event: { id: '2' } });
    expect(readAwsEvent(request({ ...sns, Message: 'hello' }).body)).toEqual({
      ok: false,
      reason: 'unreadable_body',
    });
    expect(readAwsEvent(request('').body)).toEqual({ ok: false, reason: 'unreadable_body' });
  });
  it('tells the handshake', () => {
    expect(readAwsEvent(request({ ...sns, Type: 'SubscriptionConfirmation' }).body)).toEqual({
      ok: false,
      reason: 'subscription_confirmation',
    });
  });
  it('knows what is no SNS message', () => {
    expect(readSnsMessage(request({ Type: 'x' }).body)).toBeNull();
    expect(readSnsMessage(request('x').body)).toBeNull();
  });
});
