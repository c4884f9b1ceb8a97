import { ciCatalog, ciSetups } from '#ci';
import type { SourceAdapter, SourceSetup } from '#pipeline';
import { registryCatalog, registrySetups } from '#registry';

const SETUPS: Readonly<Record<string, SourceSetup>> = { ...ciSetups, ...registrySetups };

/** A vendor that can be connected, and how. */
export interface Connectable {
  readonly adapter: SourceAdapter;
  readonly setup: SourceSetup;
}

/** All vendors of the catalogs. */
export const connectables: readonly Connectable[] = [...ciCatalog, ...registryCatalog].flatMap((adapter) => {
  const setup = SETUPS[adapter.id];
  return setup ? [{ adapter, setup }] : [];
});
