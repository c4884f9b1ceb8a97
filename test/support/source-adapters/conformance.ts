import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonicalObservation } from '#domain';
import type { Normalised, SourceAdapter, Verification } from '#pipeline';
import { type Fixture, fixtureFolders, loadFixtures } from './fixture.js';
import { describeFuzz } from './fuzz.js';
import { describeHardening } from './hardening.js';
import { expectWellFormed } from './well-formed.js';

/**
 * What every adapter of a catalog must hold: one file, one catalog line, at least one fixture; the
 * fixture's delivery verifies and becomes exactly what the file beside it says; and no delivery,
 * however broken, makes it throw.
 *
 * @param library folder of the library: holds `src/<id>.ts` and `fixtures/<id>/`
 */
export function describeAdapters(catalog: readonly SourceAdapter[], library: string): void {
  const fixtures = loadFixtures(path.join(library, 'fixtures'));
  const adapterOf = new Map(catalog.map((adapter) => [adapter.id, adapter]));
  describe('the catalog', () => {
    const ids = catalog.map(({ id }) => id);
    it('agrees with the files and the fixtures', () => {
      expect([...ids].sort()).toEqual(fixtureFolders(path.join(library, 'fixtures')));
      for (const id of ids)
        expect(existsSync(path.join(library, 'src', `${id}.ts`)), `src/${id}.ts`).toBe(true);
      expect(new Set(fixtures.map(({ adapterId }) => adapterId))).toEqual(new Set(ids));
    });
    it('names each adapter once', () => {
      expect(new Set(ids).size).toBe(ids.length);
      for (const { id, aliases } of catalog) expect(aliases ?? []).not.toContain(id);
    });
    it.each(catalog)('$id says whether it can do without a secret', async ({ unsigned, verify }) => {
      const delivery = { headers: { authorization: 'Bearer x' }, body: Buffer.from('{}') };
      const verification = await verify(delivery, { id: 's', provider: 'p', secrets: [] }, new Date(0));
      expect(verification).toEqual(
        unsigned ? { ok: true, signed: false } : { ok: false, reason: 'no_secret_configured' },
      );
    });
    it('keeps credentials out of what is stored', () => {
      for (const { secretHeaders } of catalog)
        for (const name of secretHeaders) expect(name).toBe(name.toLowerCase());
    });
  });
  describe.each(fixtures)('$adapterId, $situation', (fixture) => {
    const adapter = adapterOf.get(fixture.adapterId);
    if (adapter === undefined) return;
    describeFixture(adapter, fixture);
    describeHardening(adapter, fixture);
    describeFuzz(adapter, fixture);
  });
}

function describeFixture(adapter: SourceAdapter, fixture: Fixture): void {
  const { delivery, settings, now, expected } = fixture;
  it('verifies', async () => {
    expect(verdict(await adapter.verify(delivery, settings, now))).toBe(expected.verified);
  });
  it('is identified', () => {
    const { event, deliveryId } = expected;
    expect(adapter.identify(delivery)).toEqual({ event, deliveryId });
  });
  it('becomes what is expected', () => {
    const result = adapter.normalise(delivery, settings);
    expectWellFormed(result);
    expect(comparable(result)).toEqual(
      expected.ignored === undefined
        ? { observations: expected.observations }
        : { ignored: expected.ignored },
    );
    expect(adapter.normalise(delivery, settings)).toEqual(result);
  });
}

const verdict = (verification: Verification) =>
  verification.ok ? (verification.signed ? true : 'unsigned') : verification.reason;

/** Without empty fields, and plain data as it would be stored. */
function comparable(result: Normalised): unknown {
  if ('ignored' in result) return { ignored: result.ignored };
  return JSON.parse(JSON.stringify({ observations: result.observations.map(canonicalObservation) }));
}
