import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  equalInConstantTime,
  hmac,
  standardWebhookKey,
  verifyBasicAuth,
  verifyHmacHeader,
  verifyHttpSignature,
  verifyOperatorCredential,
  verifyStandardWebhook,
  verifyStaticHeader,
  verifyTimestampedHmac,
} from './index.js';

const OK = { ok: true, signed: true };
const failed = (reason: string) => ({ ok: false, reason });
const GITHUB = { algorithm: 'sha256', prefix: 'sha256=', encoding: 'hex' } as const;
const CIRCLECI = { algorithm: 'sha256', prefix: 'v1=', encoding: 'hex' } as const;
const NOW = new Date('2026-03-01T10:00:00Z');
const EPOCH = NOW.getTime() / 1000;
const BODY = Buffer.from('{"a":1}');

describe('HMAC in a header', () => {
  it("holds for GitHub's documented vector", () => {
    const signature = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';
    const body = Buffer.from('Hello, World!');
    expect(verifyHmacHeader(body, signature, ["It's a Secret to Everybody"], GITHUB)).toEqual(OK);
    expect(
      verifyHmacHeader(
        body,
        signature.toUpperCase().replace('SHA', 'sha'),
        ["It's a Secret to Everybody"],
        GITHUB,
      ),
    ).toEqual(OK);
    expect(
      verifyHmacHeader(Buffer.from('Hello, World?'), signature, ["It's a Secret to Everybody"], GITHUB),
    ).toEqual(failed('bad_signature'));
  });
  it("holds for CircleCI's documented vector, beside entries of other versions", () => {
    const signature = 'v1=734cc62f32841568f45715aeb9f4d7891324e6d948e4c6c60c0621cdac48623a';
    const body = Buffer.from('hello world');
    expect(verifyHmacHeader(body, signature, ['secret'], CIRCLECI)).toEqual(OK);
    expect(verifyHmacHeader(body, `v2=zz, ${signature}`, ['secret'], CIRCLECI)).toEqual(OK);
    expect(verifyHmacHeader(body, signature.replace('v1', 'v0'), ['secret'], CIRCLECI)).toEqual(
      failed('bad_signature'),
    );
  });
  it('never accepts a digest of another algorithm or without its prefix', () => {
    expect(verifyHmacHeader(BODY, `sha1=${hmac('sha1', 's', BODY, 'hex')}`, ['s'], GITHUB)).toEqual(
      failed('bad_signature'),
    );
    expect(verifyHmacHeader(BODY, hmac('sha256', 's', BODY, 'hex'), ['s'], GITHUB)).toEqual(
      failed('bad_signature'),
    );
  });
  it('tries every secret and fails closed', () => {
    const header = `sha256=${hmac('sha256', 'new', BODY, 'hex')}`;
    expect(verifyHmacHeader(BODY, header, ['old', 'new'], GITHUB)).toEqual(OK);
    expect(verifyHmacHeader(BODY, header, [], GITHUB)).toEqual(failed('no_secret_configured'));
    expect(verifyHmacHeader(BODY, `sha256=${hmac('sha256', '', BODY, 'hex')}`, [''], GITHUB)).toEqual(
      failed('no_secret_configured'),
    );
    expect(verifyHmacHeader(BODY, undefined, ['new'], GITHUB)).toEqual(failed('missing_signature'));
    expect(verifyHmacHeader(BODY, ' ', ['new'], GITHUB)).toEqual(failed('missing_signature'));
  });
});

describe('static credentials', () => {
  it('compares the header as configured', () => {
    expect(verifyStaticHeader('Bearer abc', ['Bearer abc'])).toEqual(OK);
    expect(verifyStaticHeader('abc', ['Bearer abc'])).toEqual(failed('bad_signature'));
    expect(verifyStaticHeader(undefined, ['x'])).toEqual(failed('missing_signature'));
    expect(verifyStaticHeader('', [''])).toEqual(failed('no_secret_configured'));
  });
  it('finds what the operator configured, wherever the sender lets it be put', () => {
    const check = (headers: Record<string, string>) => verifyOperatorCredential(headers, ['abc']);
    const basic = Buffer.from('user:abc').toString('base64');
    for (const headers of [
      { 'x-webhook-token': 'abc' },
      { authorization: 'Bearer abc' },
      { authorization: 'abc' },
      { authorization: `Basic ${basic}` },
    ] as Record<string, string>[])
      expect(check(headers)).toEqual(OK);
    expect(verifyOperatorCredential({ authorization: 'Bearer abc' }, ['Bearer abc'])).toEqual(OK);
    expect(check({ 'x-other': 'abc' })).toEqual(failed('missing_signature'));
    expect(check({ authorization: 'abcd' })).toEqual(failed('bad_signature'));
  });
  it('reads Basic credentials', () => {
    const header = `Basic ${Buffer.from('user:pa:ss').toString('base64')}`;
    expect(verifyBasicAuth(header, ['user:pa:ss'])).toEqual(OK);
    expect(verifyBasicAuth(header, ['pa:ss'])).toEqual(OK);
    expect(verifyBasicAuth(header, ['ss'])).toEqual(failed('bad_signature'));
    expect(verifyBasicAuth('Basic !!', ['ss'])).toEqual(failed('bad_signature'));
    expect(verifyBasicAuth(`Basic ${Buffer.from('ss').toString('base64')}`, ['ss'])).toEqual(
      failed('bad_signature'),
    );
    expect(verifyBasicAuth(undefined, ['ss'])).toEqual(failed('missing_signature'));
  });
});

describe('signatures over a timestamp', () => {
  const signed = (at: number) => `timestamp=${at},signature=${hmac('sha256', 's', `${at}.${BODY}`, 'hex')}`;
  it('holds within five minutes either way', () => {
    for (const skew of [0, 299, -299])
      expect(verifyTimestampedHmac(BODY, signed(EPOCH + skew), ['s'], NOW)).toEqual(OK);
    for (const skew of [301, -301])
      expect(verifyTimestampedHmac(BODY, signed(EPOCH + skew), ['s'], NOW)).toEqual(
        failed('stale_timestamp'),
      );
  });
  it('covers the timestamp', () => {
    const moved = signed(EPOCH - 900).replace(`${EPOCH - 900}`, `${EPOCH}`);
    expect(verifyTimestampedHmac(BODY, moved, ['s'], NOW)).toEqual(failed('bad_signature'));
    expect(verifyTimestampedHmac(BODY, 'signature=00', ['s'], NOW)).toEqual(failed('bad_signature'));
    expect(verifyTimestampedHmac(BODY, undefined, ['s'], NOW)).toEqual(failed('missing_signature'));
  });
});

describe('Standard Webhooks', () => {
  const secret = `whsec_${Buffer.from('0123456789abcdef').toString('base64')}`;
  const headersAt = (at: number, id = 'msg_1') => ({
    'webhook-id': id,
    'webhook-timestamp': `${at}`,
    'webhook-signature': `v1a,zz v1,${hmac('sha256', standardWebhookKey(secret), `${id}.${at}.${BODY}`, 'base64')}`,
  });
  it('holds for id, time and body together', () => {
    expect(verifyStandardWebhook(BODY, headersAt(EPOCH), [secret], NOW)).toEqual(OK);
    expect(
      verifyStandardWebhook(BODY, { ...headersAt(EPOCH), 'webhook-id': 'msg_2' }, [secret], NOW),
    ).toEqual(failed('bad_signature'));
    expect(verifyStandardWebhook(BODY, headersAt(EPOCH - 400), [secret], NOW)).toEqual(
      failed('stale_timestamp'),
    );
    expect(verifyStandardWebhook(BODY, {}, [secret], NOW)).toEqual(failed('missing_signature'));
  });
  it('needs all three headers', () => {
    expect(verifyStandardWebhook(BODY, { ...headersAt(EPOCH, ''), 'webhook-id': '' }, [secret], NOW)).toEqual(
      failed('bad_signature'),
    );
  });
});

describe('HTTP signatures', () => {
  const date = NOW.toUTCString();
  const digest = `SHA-256=${createHash('sha256').update(BODY).digest('base64')}`;
  const header = (content: string, names = 'date digest', algorithm = 'hmac-sha256') =>
    `keyId="hmac-key",algorithm="${algorithm}",headers="${names}",signature="${hmac('sha256', 's', content, 'base64')}"`;
  const good = { date, digest, signature: header(`date: ${date}\ndigest: ${digest}`) };
  it('holds when date and digest are signed and the digest is of the body', () => {
    expect(verifyHttpSignature(BODY, good, ['s'], NOW)).toEqual(OK);
    expect(verifyHttpSignature(Buffer.from('{}'), good, ['s'], NOW)).toEqual(failed('bad_signature'));
    expect(verifyHttpSignature(BODY, { ...good, date: 'x' }, ['s'], NOW)).toEqual(failed('bad_signature'));
    expect(verifyHttpSignature(BODY, good, ['s'], new Date(NOW.getTime() + 301_000))).toEqual(
      failed('stale_timestamp'),
    );
    expect(verifyHttpSignature(BODY, { date, digest }, ['s'], NOW)).toEqual(failed('missing_signature'));
  });
  it('refuses a signature that leaves date or digest out, or names another algorithm', () => {
    const onlyDate = { ...good, signature: header(`date: ${date}`, 'date') };
    expect(verifyHttpSignature(BODY, onlyDate, ['s'], NOW)).toEqual(failed('bad_signature'));
    const noDate = { ...good, signature: header(`digest: ${digest}`, 'digest') };
    expect(verifyHttpSignature(BODY, noDate, ['s'], NOW)).toEqual(failed('bad_signature'));
    const other = {
      ...good,
      signature: header(`date: ${date}\ndigest: ${digest}`, 'date digest', 'rsa-sha256'),
    };
    expect(verifyHttpSignature(BODY, other, ['s'], NOW)).toEqual(failed('bad_signature'));
  });
});

it('compares texts of any length', () => {
  expect(equalInConstantTime('a', 'a')).toBe(true);
  expect(equalInConstantTime('a', 'aa')).toBe(false);
  expect(equalInConstantTime('', Buffer.alloc(0))).toBe(true);
});
