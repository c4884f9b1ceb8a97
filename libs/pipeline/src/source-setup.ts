/**
 * How a person connects a sender, in the sender's own words. In all texts `{url}` stands for the address to
 * deliver to, `{secret}` for the source's secret and `{host}` for the host of the address.
 */
export interface SourceSetup {
  /** The page or file of the vendor where it is done. */
  readonly where: string;
  /** Who may do it. */
  readonly permission: string;
  /** Names of fields, and what goes into each. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** Events to tick, as the vendor calls them; empty where there is nothing to choose. */
  readonly events: readonly string[];
  /** A piece of a configuration file to paste. */
  readonly snippet?: string;
  /** What goes wrong most often. */
  readonly caution?: string;
  /** Title of the vendor's page, for those who look it up. */
  readonly docs: string;
}

/** Setups by the id of the adapter. */
export type SourceSetups = Readonly<Record<string, SourceSetup>>;
