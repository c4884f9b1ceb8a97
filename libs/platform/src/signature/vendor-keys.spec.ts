import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { SnsMessage } from '../envelope/sns-message.js';
import {
  awsConfirmationUrl,
  awsKeyUrl,
  googlePushKeyUrl,
  verifyAwsDelivery,
  verifyGooglePush,
} from './index.js';

const OK = { ok: true, signed: true };
const failed = (reason: string) => ({ ok: false, reason });
const ours = generateKeyPairSync('rsa', { modulusLength: 2048 });
const theirs = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();

describe('Google Pub/Sub push', () => {
  const now = new Date('2026-03-01T10:00:00Z');
  const epoch = now.getTime() / 1000;
  const keysUrl = 'https://www.googleapis.com/oauth2/v3/certs';
  const jwk = { ...ours.publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' };
  const publicKeys = new Map([[keysUrl, JSON.stringify({ keys: [{ ...jwk, kid: 'k0' }, jwk] })]]);
  const trust = {
    audience: 'https://pulltrace.acme.test',
    identities: ['push@acme.iam.gserviceaccount.com'],
  };
  const claims = {
    iss: 'https://accounts.google.com',
    aud: trust.audience,
    email: trust.identities[0],
    email_verified: true,
    iat: epoch - 10,
    exp: epoch + 3_600,
  };
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  function token(change: object = {}, header: object = {}, key = ours.privateKey): string {
    const signed = `${encode({ alg: 'RS256', kid: 'k1', typ: 'JWT', ...header })}.${encode({ ...claims, ...change })}`;
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(key, 'base64url')}`;
  }
  const check = (bearer: string | undefined, settings: object = { trust, publicKeys }) =>
    verifyGooglePush(
      { headers: bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }, body: Buffer.alloc(0) },
      settings,
      now,
    );

  it('accepts the trusted service account', async () => {
    expect(await check(token())).toEqual(OK);
    expect(await check(token({ aud: ['other', trust.audience], email_verified: 'true' }))).toEqual(OK);
    expect(googlePushKeyUrl({ headers: { authorization: 'Bearer x' }, body: Buffer.alloc(0) })).toBe(keysUrl);
    expect(googlePushKeyUrl({ headers: {}, body: Buffer.alloc(0) })).toBeNull();
  });

  it.each([
    ['another service account', { email: 'push@evil.iam.gserviceaccount.com' }],
    ['no e-mail', { email: undefined }],
    ['an e-mail that is not verified', { email_verified: false }],
    ['another audience', { aud: 'https://other.test' }],
    ['another issuer', { iss: 'https://evil.test' }],
  ])('refuses %s', async (_, change) => {
    expect(await check(token(change))).toEqual(failed('bad_signature'));
  });

  it('refuses what it did not sign, whatever algorithm the token claims', async () => {
    expect(await check(token({}, {}, theirs.privateKey))).toEqual(failed('bad_signature'));
    expect(await check(token({}, { alg: 'none' }))).toEqual(failed('bad_signature'));
    expect(await check(token({}, { alg: 'HS256' }))).toEqual(failed('bad_signature'));
    expect(await check(token({}, { kid: 'k9' }))).toEqual(failed('bad_signature'));
    expect(await check('x.y')).toEqual(failed('bad_signature'));
    expect(await check(token().replace(/^[^.]+/, encode([])))).toEqual(failed('bad_signature'));
  });

  it('refuses an expired token and one from the future', async () => {
    expect(await check(token({ exp: epoch - 61 }))).toEqual(failed('stale_timestamp'));
    expect(await check(token({ exp: 'never' }))).toEqual(failed('stale_timestamp'));
    expect(await check(token({ iat: epoch + 61 }))).toEqual(failed('stale_timestamp'));
  });

  it('says what is missing on our side', async () => {
    expect(await check(undefined)).toEqual(failed('missing_signature'));
    expect(await check(token(), { trust })).toEqual(failed('key_unavailable'));
    expect(await check(token(), { trust: { identities: trust.identities }, publicKeys })).toEqual(
      failed('no_secret_configured'),
    );
    expect(await check(token(), { trust: { ...trust, identities: [] }, publicKeys })).toEqual(
      failed('no_secret_configured'),
    );
    expect(await check(token(), { trust, publicKeys: new Map([[keysUrl, 'oops']]) })).toEqual(
      failed('bad_signature'),
    );
  });

  it('is unsigned where nobody is named as trusted', async () => {
    expect(await check(undefined, {})).toEqual({ ok: true, signed: false });
  });
});

describe('deliveries of AWS', () => {
  const certificateUrl = 'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-1.pem';
  const topic = 'arn:aws:sns:eu-central-1:123456789012:images';
  const publicKeys = new Map([[certificateUrl, pem(ours.publicKey)]]);
  const settings = { secrets: [], trust: { identities: [topic] }, publicKeys };

  function message(change: Partial<SnsMessage> = {}, key = ours.privateKey): Buffer {
    const fields = {
      Type: 'Notification',
      MessageId: 'm-1',
      TopicArn: topic,
      Message: '{"detail-type":"x"}',
      Timestamp: '2026-03-01T10:00:00.000Z',
      SignatureVersion: '2',
      SigningCertURL: certificateUrl,
      ...change,
    };
    const names =
      fields.Type === 'Notification'
        ? (['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'] as const)
        : (['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'] as const);
    const text = names
      .flatMap((name) => (name in fields ? [`${name}\n${fields[name as 'Type']}\n`] : []))
      .join('');
    const algorithm = fields.SignatureVersion === '1' ? 'RSA-SHA1' : 'RSA-SHA256';
    return Buffer.from(
      JSON.stringify({ ...fields, Signature: createSign(algorithm).update(text).sign(key, 'base64') }),
    );
  }
  const check = (body: Buffer, with_: object = {}) =>
    verifyAwsDelivery({ headers: {}, body }, { ...settings, ...with_ });

  it('accepts both signature versions and both kinds of message', () => {
    expect(check(message())).toEqual(OK);
    expect(check(message({ SignatureVersion: '1', Subject: 'hello' }))).toEqual(OK);
    const confirmation = { Type: 'SubscriptionConfirmation', Token: 't', SubscribeURL: 'https://x' };
    expect(check(message(confirmation))).toEqual(OK);
    expect(awsKeyUrl({ headers: {}, body: message() })).toBe(certificateUrl);
    expect(awsKeyUrl({ headers: {}, body: Buffer.from('{}') })).toBeNull();
  });

  it('refuses another topic, another key and a changed message', () => {
    expect(check(message({ TopicArn: `${topic}-2` }))).toEqual(failed('bad_signature'));
    expect(check(message({}, theirs.privateKey))).toEqual(failed('bad_signature'));
    expect(check(Buffer.from(message().toString().replace('m-1', 'm-2')))).toEqual(failed('bad_signature'));
    expect(check(message({ SignatureVersion: '3' }))).toEqual(failed('bad_signature'));
    expect(check(message({ Type: 'Other' }))).toEqual(failed('bad_signature'));
  });

  it.each([
    'https://sns.eu-central-1.amazonaws.com.evil.test/x.pem',
    'https://evil.test/sns.eu-central-1.amazonaws.com/x.pem',
    'http://sns.eu-central-1.amazonaws.com/x.pem',
    'https://sns.eu-central-1.amazonaws.com:8443/x.pem',
    'https://user@sns.eu-central-1.amazonaws.com/x.pem',
    'https://sns.eu-central-1.amazonaws.com/x.txt',
    'https://s3.amazonaws.com/bucket/x.pem',
    'nonsense',
  ])('takes no certificate from %s', (url) => {
    const body = message({ SigningCertURL: url });
    expect(awsKeyUrl({ headers: {}, body })).toBeNull();
    const planted = new Map([...publicKeys, [url, pem(ours.publicKey)]]);
    expect(check(body, { publicKeys: planted })).toEqual(failed('key_unavailable'));
  });

  it('takes the certificates of the Chinese partition', () => {
    const url = 'https://sns.cn-north-1.amazonaws.com.cn/x.pem';
    expect(awsKeyUrl({ headers: {}, body: message({ SigningCertURL: url }) })).toBe(url);
  });

  it('says what is missing', () => {
    expect(check(message(), { publicKeys: undefined })).toEqual(failed('key_unavailable'));
    expect(check(message(), { trust: { identities: [] } })).toEqual(failed('no_secret_configured'));
    expect(check(message(), { trust: undefined })).toEqual(failed('no_secret_configured'));
    const unsigned = Buffer.from(JSON.stringify({ Type: 'Notification', TopicArn: topic, Message: '{}' }));
    expect(check(unsigned)).toEqual(failed('missing_signature'));
    expect(check(message(), { publicKeys: new Map([[certificateUrl, 'no certificate']]) })).toEqual(
      failed('bad_signature'),
    );
  });

  it('takes the credential of an API destination instead', () => {
    const delivery = { headers: { 'x-api-key': 'k' }, body: Buffer.from('{}') };
    expect(verifyAwsDelivery(delivery, { secrets: ['k'] })).toEqual(OK);
    expect(verifyAwsDelivery(delivery, { secrets: ['other'] })).toEqual(failed('bad_signature'));
    expect(verifyAwsDelivery({ ...delivery, headers: {} }, { secrets: ['k'] })).toEqual(
      failed('missing_signature'),
    );
  });

  describe('confirmation of a subscription', () => {
    const host = 'https://sns.eu-central-1.amazonaws.com';
    const ask = (change: Partial<SnsMessage>) =>
      awsConfirmationUrl({
        headers: {},
        body: message({ Type: 'SubscriptionConfirmation', Token: 't', ...change }),
      });

    it('is at Amazon', () => {
      const url = `${host}/?Action=ConfirmSubscription&TopicArn=${topic}&Token=t`;
      expect(ask({ SubscribeURL: url })).toBe(url);
      expect(ask({ SubscribeURL: url.replace('.com/', '.com.cn/') })).toContain('.amazonaws.com.cn/');
    });

    it.each([
      ['another host', 'https://sns.eu-central-1.amazonaws.com.evil.test/?Action=ConfirmSubscription'],
      ['a host that only ends alike', 'https://evil-amazonaws.com/?Action=ConfirmSubscription'],
      ['another service of Amazon', 'https://bucket.s3.amazonaws.com/?Action=ConfirmSubscription'],
      ['the metadata service', 'https://169.254.169.254/?Action=ConfirmSubscription'],
      ['plain HTTP', 'http://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription'],
      ['another port', `${host}:8443/?Action=ConfirmSubscription`],
      ['credentials', 'https://user@sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription'],
      ['another action', `${host}/?Action=Unsubscribe`],
      ['no address', 'nonsense'],
    ])('is not taken from %s', (_, url) => {
      expect(ask({ SubscribeURL: url })).toBeNull();
    });

    it('is not asked for by other messages', () => {
      const url = `${host}/?Action=ConfirmSubscription`;
      expect(ask({ Type: 'Notification', SubscribeURL: url })).toBeNull();
      expect(awsConfirmationUrl({ headers: {}, body: Buffer.from('{}') })).toBeNull();
    });
  });
});
