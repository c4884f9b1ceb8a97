import { type PhraseIndex, phraseTable, type ScannedText } from '../phrase-index.js';
import type { PhraseHits } from '../phrase-scanner.js';
import { readArgument } from './argument.js';

/** Who was talked to, and for whom it stood in. */
export interface Contact {
  readonly host: string | null;
  /** Registry that a mirror answered for: the `ns` parameter containerd adds. */
  readonly mirrorOf: string | null;
}

const NOBODY: Contact = { host: null, mirrorOf: null };

/** Words that a bare host name follows. */
const NAMED = [
  'pinging container registry',
  'pinging docker registry',
  'lookup',
  'pulling from host',
] as const;

/** Words that `host/repository` follows. */
const LOCATED = [
  'docker://',
  'failed to resolve reference',
  'failed to pull and unpack image',
  'manifest for',
  'repository',
  'pull access denied for',
] as const;

/** Longest address that is read: a signed blob URL stays below. */
const LONGEST = 4096;
/** A host name, an IPv4 address or a bracketed IPv6 address, with a port where there is one. */
const HOST = /^(?:[a-z0-9][a-z0-9._-]*|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;
/** A repository without a host. */
const HUB_NAME = /^[a-z0-9][a-z0-9_-]*(?:[/:@]|$)/;
/** A verb or a preposition before the address says that it was requested. */
const REQUESTED = /(?:get|head|post|put|to|at|code|endpoint|from|failed:) ?["'`(]?$/i;
/** Paths of the distribution API, of token services and of blob stores. */
const API_PATH = /^\/v[012](?:[/?]|$)|token|\/v2\/|sha256/;

function hostOf(address: string): string {
  const authority = address.slice(address.indexOf('://') + 3);
  const name = /^[^/?#]*/.exec(authority)?.[0] ?? '';
  // `https://registry.acme.test:x509: …` and `…?ns=docker.io:503`: what follows the colon is no port.
  const end = name.search(/:(?!\d{2,5}$)(?![^[]*\])/);
  return (end < 0 ? name : name.slice(0, end)).toLowerCase();
}

function contactAt(text: string, start: number): Contact | null {
  const space = text.indexOf(' ', start);
  const end = Math.min(space < 0 ? text.length : space, start + LONGEST);
  const address = /^[^"'`<>)]*/.exec(text.slice(start, end))?.[0] ?? '';
  const host = hostOf(address);
  if (!HOST.test(host)) return null;
  const path = address.slice(address.indexOf('://') + 3 + host.length);
  if (!API_PATH.test(path) && !REQUESTED.test(text.slice(Math.max(0, start - 12), start))) return null;
  const ns = /[?&]ns=([a-z0-9.-]{1,255})/i.exec(path)?.[1] ?? null;
  return { host, mirrorOf: ns === null || ns === host ? null : ns };
}

/** Where addresses begin. */
function addressesIn({ trail, trailLength }: PhraseHits, schemes: ReadonlySet<number>): readonly number[] {
  const starts: number[] = [];
  for (let i = 0; i < trailLength; i += 2) {
    if (schemes.has(trail[i] as number)) starts.push(trail[i + 1] as number);
  }
  return starts;
}

/** The requested address that stands closest before `at`; without one, the first behind it. */
function closest(scanned: ScannedText, starts: readonly number[], at: number): Contact | null {
  const before = starts.filter((start) => at < 0 || start < at).reverse();
  const behind = starts.filter((start) => at >= 0 && start >= at);
  for (const start of [...before, ...behind]) {
    const contact = contactAt(scanned.text, start);
    if (contact !== null) return contact;
  }
  return null;
}

/** The repository of `reading manifest <tag> in <repository>`, as containers/image writes it. */
function placeIn({ text, hits, scanner }: ScannedText, id: number): string | undefined {
  const at = hits.last(id);
  if (at < 0) return undefined;
  const { end } = readArgument(text, at + scanner.length(id));
  return text.startsWith(' in ', end) ? readArgument(text, end + 4).value : undefined;
}

/** The host a reference starts with, after Docker's rule for the first component; `null` without one. */
function hostIn(reference: string): string | null {
  const slash = reference.indexOf('/');
  const first = slash < 0 ? '' : reference.slice(0, slash).toLowerCase();
  const isHost = first.includes('.') || first.includes(':') || first === 'localhost';
  return isHost && HOST.test(first) ? first : null;
}

/** The registry of a reference; Docker Hub where it names none; `null` where it is no name at all. */
function registryOf(reference: string): string | null {
  return hostIn(reference) ?? (HUB_NAME.test(reference) ? 'docker.io' : null);
}

/**
 * Reads which host the node talked to. `at` is where the text says what went wrong: where several
 * hosts were asked, the one next to it counts. `image` is the last resort.
 */
export function createContactReader(index: PhraseIndex) {
  const schemes = new Set([index.id('https://'), index.id('http://')]);
  const manifests = index.id('reading manifest');
  const table = (phrases: readonly string[]) =>
    phraseTable(
      index,
      phrases.map((phrase) => [phrase, phrase] as const),
    );
  const named = table(NAMED);
  const located = table(LOCATED);
  return (scanned: ScannedText, at: number, image: string | null): Contact => {
    const { text, hits } = scanned;
    const starts = addressesIn(hits, schemes);
    const contact = starts.length === 0 ? null : closest(scanned, starts, at);
    if (contact !== null) return contact;
    for (const end of named.endsOf(scanned)) {
      const name = readArgument(text, end).value.toLowerCase();
      if (HOST.test(name)) return { host: name, mirrorOf: null };
    }
    const places = [
      placeIn(scanned, manifests),
      ...located.endsOf(scanned).map((end) => readArgument(text, end).value),
    ];
    for (const place of places) {
      const host = place === undefined ? null : hostIn(place);
      if (host !== null) return { host, mirrorOf: null };
    }
    return image === null ? NOBODY : { host: registryOf(image), mirrorOf: null };
  };
}
