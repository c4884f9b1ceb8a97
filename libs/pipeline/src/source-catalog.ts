import type {
  IgnoreReason,
  Normalised,
  RawDelivery,
  SourceAdapter,
  SourceSettings,
  Verification,
} from './source-adapter.js';

/**
 * Every name a source can be configured under, with its adapter: ids, aliases, and the names of event
 * buses, which several adapters share as an alias.
 *
 * @throws when two adapters claim one id, or one's alias is another's id: a bug in a catalog
 */
export function sourceCatalog(
  ...catalogs: readonly (readonly SourceAdapter[])[]
): ReadonlyMap<string, SourceAdapter> {
  const adapters = catalogs.flat();
  const byName = new Map<string, SourceAdapter>();
  for (const adapter of adapters) {
    if (byName.has(adapter.id)) throw new Error(`two source adapters have the id ${adapter.id}`);
    byName.set(adapter.id, adapter);
  }
  for (const [alias, sharing] of adaptersByAlias(adapters)) {
    const [first] = sharing;
    if (first === undefined) continue;
    if (byName.has(alias)) throw new Error(`${alias} is an alias of ${first.id} and an id`);
    byName.set(alias, sharing.length === 1 ? first : eventBus(alias, sharing));
  }
  return byName;
}

function adaptersByAlias(adapters: readonly SourceAdapter[]): Map<string, SourceAdapter[]> {
  const byAlias = new Map<string, SourceAdapter[]>();
  for (const adapter of adapters) {
    for (const alias of adapter.aliases ?? []) byAlias.set(alias, [...(byAlias.get(alias) ?? []), adapter]);
  }
  return byAlias;
}

/**
 * One address for all vendors that deliver over the same bus. A delivery is accepted when one of them
 * accepts its credential, and read by the first that finds something in it.
 */
function eventBus(id: string, sharing: readonly SourceAdapter[]): SourceAdapter {
  return {
    id,
    title: sharing.map(({ title }) => title).join(', '),
    feeds: [...new Set(sharing.flatMap(({ feeds }) => feeds))],
    ...(sharing.some(({ unsigned }) => unsigned) ? { unsigned: true } : {}),
    bodyLimit: Math.max(...sharing.map(({ bodyLimit }) => bodyLimit)),
    secretHeaders: [...new Set(sharing.flatMap(({ secretHeaders }) => secretHeaders))],
    keyUrl: (delivery) =>
      sharing.map((adapter) => adapter.keyUrl?.(delivery) ?? null).find((url) => url !== null) ?? null,
    confirmationUrl: (delivery) =>
      sharing.map((adapter) => adapter.confirmationUrl?.(delivery) ?? null).find((url) => url !== null) ??
      null,
    verify: (delivery, source, now) => firstAccepting(sharing, delivery, source, now),
    identify(delivery) {
      const found = sharing.map((adapter) => adapter.identify(delivery));
      return {
        event: found.find(({ event }) => event !== null)?.event ?? null,
        deliveryId: found.find(({ deliveryId }) => deliveryId !== null)?.deliveryId ?? null,
      };
    },
    normalise: (delivery, source) => firstReading(sharing, delivery, source),
  };
}

async function firstAccepting(
  sharing: readonly SourceAdapter[],
  delivery: RawDelivery,
  source: SourceSettings,
  now: Date,
): Promise<Verification> {
  let refused: Verification = { ok: false, reason: 'missing_signature' };
  for (const adapter of sharing) {
    const verification = await adapter.verify(delivery, source, now);
    if (verification.ok) return verification;
    // A credential that was there and did not hold says more than one that was looked for elsewhere.
    if (!refused.ok && refused.reason === 'missing_signature') refused = verification;
  }
  return refused;
}

/** Reasons that only say "not mine". */
const FOREIGN: readonly IgnoreReason[] = ['unknown_event', 'unexpected_shape'];

function firstReading(
  sharing: readonly SourceAdapter[],
  delivery: RawDelivery,
  source: SourceSettings,
): Normalised {
  let best: Normalised = { ignored: 'unknown_event' };
  for (const adapter of sharing) {
    const result = adapter.normalise(delivery, source);
    if ('observations' in result) return result;
    if ('ignored' in best && FOREIGN.includes(best.ignored)) best = result;
  }
  return best;
}
