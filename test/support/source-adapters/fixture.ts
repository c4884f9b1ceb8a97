import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { RawDelivery, SourceSettings } from '#pipeline';

/** A delivery as a vendor documents it, composed or taken from the source it names. */
export interface Fixture {
  readonly adapterId: string;
  readonly situation: string;
  readonly delivery: RawDelivery;
  readonly settings: SourceSettings;
  readonly now: Date;
  /** True when the credential depends on every byte of the body. */
  readonly signsBody: boolean;
  readonly expected: Expected;
}

/** What the file beside it says the adapter must answer. */
export interface Expected {
  readonly verified: true | 'unsigned';
  readonly event: string | null;
  readonly deliveryId: string | null;
  readonly observations?: readonly Record<string, unknown>[];
  readonly ignored?: string;
}

/** Contents of `<situation>.request.json`. */
interface RequestFile {
  /** Where the format is documented, or which package the payload is from. */
  readonly source: string;
  readonly headers: Record<string, string>;
  /** The body is this value as compact JSON, or `bodyText` as it stands. */
  readonly body?: unknown;
  readonly bodyText?: string;
  readonly settings?: Partial<SourceSettings>;
  /** Epoch seconds at which the signature is checked. */
  readonly now?: number;
  readonly signsBody?: boolean;
}

/** Every fixture under `fixtures/<adapter id>/`, in a stable order. */
export function loadFixtures(folder: string): Fixture[] {
  return fixtureFolders(folder).flatMap((adapterId) =>
    readdirSync(path.join(folder, adapterId))
      .filter((name) => name.endsWith('.request.json'))
      .sort()
      .map((name) => loadFixture(folder, adapterId, name.slice(0, -'.request.json'.length))),
  );
}

/** Names of the adapters that have fixtures. */
export function fixtureFolders(folder: string): string[] {
  return readdirSync(folder).sort();
}

function loadFixture(folder: string, adapterId: string, situation: string): Fixture {
  const base = path.join(folder, adapterId, situation);
  const request = JSON.parse(readFileSync(`${base}.request.json`, 'utf8')) as RequestFile;
  const expected = JSON.parse(readFileSync(`${base}.expected.json`, 'utf8')) as Expected;
  if (!request.source) throw new Error(`${base}: the fixture does not say where its format is from`);
  const headers = Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    adapterId,
    situation,
    delivery: {
      headers: Object.fromEntries(headers) as Record<string, string>,
      body: Buffer.from(request.bodyText ?? JSON.stringify(request.body)),
    },
    settings: { id: 'fixture', provider: adapterId, secrets: [], ...request.settings },
    now: new Date((request.now ?? 1_767_225_600) * 1000),
    signsBody: request.signsBody ?? false,
    expected,
  };
}
