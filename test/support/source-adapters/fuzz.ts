import fc from 'fast-check';
import { it } from 'vitest';
import type { SourceAdapter } from '#pipeline';
import type { Fixture } from './fixture.js';
import { mutated, mutations } from './mutation.js';
import { faultOf } from './well-formed.js';

/** Mutated deliveries of each fixture in an ordinary run; FUZZ_RUNS asks for more. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 1_000);

/** Whatever a delivery became on its way, it is read or ignored. */
export function describeFuzz(adapter: SourceAdapter, { delivery, settings, now }: Fixture): void {
  it('reads or ignores every mutation, and never throws', async () => {
    const text = delivery.body.toString('utf8');
    const base: unknown = text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text;
    await fc.assert(
      fc.asyncProperty(mutations, fc.boolean(), async (changes, noHeaders) => {
        const body = mutated(base, changes);
        const changed = { headers: noHeaders ? {} : delivery.headers, body };
        await adapter.verify(changed, settings, now);
        adapter.identify(changed);
        const fault = faultOf(adapter.normalise(changed, settings));
        if (fault !== null) throw new Error(fault);
      }),
      { numRuns: RUNS },
    );
  });
}
