import type { SourceAdapter, SourceSettings } from '#pipeline';
import { addressCheck } from './allowed-address.js';

/** Injection token of the sources by id. */
export const CONNECTED_SOURCES = Symbol('connectedSources');

/** A configured source with the adapter that reads it. */
export interface ConnectedSource {
  readonly settings: SourceSettings;
  readonly adapter: SourceAdapter;
  /** Refuses senders at addresses that are not among the source's. */
  readonly checkAddress?: (address: string) => void;
}

/** Sources by id, each with its adapter. A source whose provider does not exist is a defect of the set-up. */
export function connectSources(
  sources: readonly SourceSettings[],
  adapters: ReadonlyMap<string, SourceAdapter>,
): ReadonlyMap<string, ConnectedSource> {
  return new Map(
    sources.map((settings) => {
      const adapter = adapters.get(settings.provider);
      if (!adapter) throw new Error(`source ${settings.id} names an unknown provider: ${settings.provider}`);
      const { addresses } = settings;
      const check = addresses && { checkAddress: addressCheck(addresses) };
      return [settings.id, { settings, adapter, ...check }];
    }),
  );
}
