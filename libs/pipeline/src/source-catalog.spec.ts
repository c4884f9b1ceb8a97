import { describe, expect, it } from 'vitest';
import type { Normalised, SourceAdapter, Verification } from './source-adapter.js';
import { sourceCatalog } from './source-catalog.js';

const settings = { id: 's', provider: 'p', secrets: [] };
const delivery = { headers: {}, body: Buffer.from('{}') };

function adapter(
  id: string,
  aliases: string[],
  result: Normalised,
  more: Partial<SourceAdapter> = {},
): SourceAdapter {
  return {
    id,
    title: id.toUpperCase(),
    feeds: ['builds'],
    aliases,
    bodyLimit: 10,
    secretHeaders: [`x-${id}`],
    identify: () => ({ event: null, deliveryId: null }),
    verify: (): Verification => ({ ok: false, reason: 'bad_signature' }),
    normalise: () => result,
    ...more,
  };
}

const push = { observations: [{ kind: 'push' as const, tag: '1' }] };

describe('sourceCatalog', () => {
  it('finds an adapter by its id and its aliases', () => {
    const one = adapter('one', ['uno'], push);
    const catalog = sourceCatalog([one], [adapter('two', [], push)]);
    expect(catalog.get('one')).toBe(one);
    expect(catalog.get('uno')).toBe(one);
    expect([...catalog.keys()].sort()).toEqual(['one', 'two', 'uno']);
  });

  it('refuses catalogs that contradict themselves', () => {
    expect(() => sourceCatalog([adapter('one', [], push), adapter('one', [], push)])).toThrow(/one/);
    expect(() => sourceCatalog([adapter('one', ['two'], push), adapter('two', [], push)])).toThrow(/two/);
  });

  it('makes a shared alias a bus: the first that reads the delivery wins', async () => {
    const bus = sourceCatalog([
      adapter('a', ['bus'], { ignored: 'unknown_event' }, { bodyLimit: 20 }),
      adapter('b', ['bus'], push, {
        feeds: ['pushes'],
        unsigned: true,
        identify: () => ({ event: 'e', deliveryId: '7' }),
      }),
    ]).get('bus');
    expect(bus?.normalise(delivery, settings)).toEqual(push);
    expect(bus?.identify(delivery)).toEqual({ event: 'e', deliveryId: '7' });
    expect(bus).toMatchObject({
      id: 'bus',
      title: 'A, B',
      feeds: ['builds', 'pushes'],
      bodyLimit: 20,
      unsigned: true,
      secretHeaders: ['x-a', 'x-b'],
    });
    expect(await bus?.verify(delivery, settings, new Date(0))).toEqual({
      ok: false,
      reason: 'bad_signature',
    });
  });

  it('accepts what one of them accepts, and names the refusal that says most', async () => {
    const answers = (...verifications: Verification[]) =>
      sourceCatalog(
        verifications.map((verification, index) =>
          adapter(`a${index}`, ['bus', `x${index}`], push, { verify: () => verification }),
        ),
      )
        .get('bus')
        ?.verify(delivery, settings, new Date(0));
    const missing: Verification = { ok: false, reason: 'missing_signature' };
    const bad: Verification = { ok: false, reason: 'bad_signature' };
    expect(await answers(bad, { ok: true, signed: true })).toEqual({ ok: true, signed: true });
    expect(await answers(missing, bad, missing)).toEqual(bad);
    expect(await answers(missing, missing)).toEqual(missing);
  });

  it('asks for the key that any of them needs', () => {
    const url = 'https://keys.acme.test/certs';
    const bus = sourceCatalog([
      adapter('a', ['bus'], push),
      adapter('b', ['bus'], push, { keyUrl: () => url }),
    ]).get('bus');
    expect(bus?.keyUrl?.(delivery)).toBe(url);
  });

  it('keeps the most telling reason when nobody reads it', () => {
    const reasons = (...ignored: ('unknown_event' | 'not_an_image' | 'unexpected_shape')[]) =>
      sourceCatalog(
        ignored.map((reason, index) => adapter(`a${index}`, ['bus', `x${index}`], { ignored: reason })),
      )
        .get('bus')
        ?.normalise(delivery, settings);
    expect(reasons('unknown_event', 'not_an_image', 'unexpected_shape')).toEqual({ ignored: 'not_an_image' });
    expect(reasons('unknown_event', 'unknown_event')).toEqual({ ignored: 'unknown_event' });
  });
});
