import { expect, it } from 'vitest';
import type { RawDelivery, SourceAdapter } from '#pipeline';
import type { Fixture } from './fixture.js';
import { expectWellFormed } from './well-formed.js';

/** Broken credentials are refused, broken bodies are read as far as they go; nothing throws. */
export function describeHardening(adapter: SourceAdapter, fixture: Fixture): void {
  const { delivery, settings, now } = fixture;
  const normalise = (body: Buffer) => expectWellFormed(adapter.normalise({ ...delivery, body }, settings));
  if (fixture.expected.verified === true && settings.secrets.length > 0)
    describeCredentials(adapter, fixture);
  if (fixture.signsBody) {
    it('refuses a body with one changed byte', async () => {
      const body = Buffer.from(delivery.body);
      body[body.length >> 1] = (body[body.length >> 1] ?? 0) ^ 1;
      expect(await adapter.verify({ ...delivery, body }, settings, now)).toMatchObject({ ok: false });
    });
  }
  it('survives a truncated body', () => {
    for (const part of [0, 0.1, 0.5, 0.9, 0.999])
      normalise(delivery.body.subarray(0, Math.floor(delivery.body.length * part)));
  });
  it('survives bytes that are no UTF-8, no JSON or no object', () => {
    const texts = ['null', '[]', '"x"', '1', '{}', '[[]]', '[{}]', ' ', '{"a":', 'true'];
    for (const text of texts) normalise(Buffer.from(text));
    normalise(Buffer.concat([Buffer.from([0xff, 0xfe]), delivery.body]));
    normalise(Buffer.alloc(64, 0x80));
  });
  it('survives deep nesting', () => {
    normalise(Buffer.from('['.repeat(200_000)));
    normalise(Buffer.from(`{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`));
  });
  it('survives missing headers', async () => {
    const bare: RawDelivery = { headers: {}, body: delivery.body };
    expectWellFormed(adapter.normalise(bare, settings));
    const { event, deliveryId } = adapter.identify(bare);
    for (const name of [event, deliveryId]) expect(name === null || typeof name === 'string').toBe(true);
    await adapter.verify(bare, settings, now);
  });
  it('is not polluted by __proto__ and constructor keys', () => {
    const text = delivery.body.toString('utf8');
    const poison = '"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},';
    normalise(Buffer.from(text.replaceAll(/\{(?=")/g, `{${poison}`)));
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
}

function describeCredentials(adapter: SourceAdapter, { delivery, settings, now }: Fixture): void {
  const wrong = { ...settings, secrets: ['another secret'] };
  it('refuses another secret', async () => {
    expect(await adapter.verify(delivery, wrong, now)).toMatchObject({ ok: false });
  });
  it('takes any of several secrets', async () => {
    const both = { ...settings, secrets: ['another secret', ...settings.secrets] };
    expect(await adapter.verify(delivery, both, now)).toEqual(await adapter.verify(delivery, settings, now));
  });
  it('refuses a delivery without its credential', async () => {
    const headers = Object.fromEntries(
      Object.entries(delivery.headers).filter(([name]) => !adapter.secretHeaders.includes(name)),
    );
    expect(await adapter.verify({ ...delivery, headers }, settings, now)).toEqual({
      ok: false,
      reason: 'missing_signature',
    });
  });
  it('never accepts an empty secret', async () => {
    const headers = Object.fromEntries(
      Object.entries(delivery.headers).map(([name, value]) => [
        name,
        adapter.secretHeaders.includes(name) ? '' : value,
      ]),
    );
    const empty = { ...settings, secrets: [''] };
    const verification = await adapter.verify({ ...delivery, headers }, empty, now);
    expect(verification.ok && verification.signed).toBe(false);
  });
}
