import { PHRASE_CAPACITY, type PhraseIndex, phraseTable, type ScannedText } from '../phrase-index.js';
import { readArgument } from './argument.js';

/** Who was talked to, and for whom it stood in. */
export interface Contact {
  readonly host: string | null;
  /** Registry that a mirror answered for: the `ns` parameter containerd adds. */
  readonly mirrorOf: string | null;
}

/** No host was talked to. */
export const NOBODY: Contact = { host: null, mirrorOf: null };

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

/** Whether an address cannot contain the character: blanks, quotes and closing brackets. */
function endsAddress(code: number): boolean {
  return (
    code === 0x20 ||
    code === 0x22 ||
    code === 0x27 ||
    code === 0x60 ||
    code === 0x3c ||
    code === 0x3e ||
    code === 0x29
  );
}

function addressEnd(text: string, start: number): number {
  const limit = Math.min(text.length, start + LONGEST);
  let end = start;
  while (end < limit && !endsAddress(text.charCodeAt(end))) end += 1;
  return end;
}

/** Whether the character is one of `/?#`, which end the authority of an address. */
function endsAuthority(code: number): boolean {
  return code === 0x2f || code === 0x3f || code === 0x23;
}

function hostAt(text: string, start: number, end: number): string {
  let hostEnd = start;
  while (hostEnd < end && !endsAuthority(text.charCodeAt(hostEnd))) hostEnd += 1;
  const name = text.slice(start, hostEnd).toLowerCase();
  if (!name.includes(':')) return name;
  // `https://registry.acme.test:x509: …` and `…?ns=docker.io:503`: what follows the colon is no port.
  const noPort = name.search(/:(?!\d{2,5}$)(?![^[]*\])/);
  return noPort < 0 ? name : name.slice(0, noPort);
}

function contactAt(text: string, start: number): Contact | null {
  const end = addressEnd(text, start);
  const authority = text.indexOf('://', start) + 3;
  const host = hostAt(text, authority, end);
  if (!HOST.test(host)) return null;
  const path = text.slice(authority + host.length, end);
  if (!API_PATH.test(path) && !REQUESTED.test(text.slice(Math.max(0, start - 12), start))) return null;
  const ns = path.includes('ns=') ? (/[?&]ns=([a-z0-9.-]{1,255})/i.exec(path)?.[1] ?? null) : null;
  return { host, mirrorOf: ns === null || ns === host ? null : ns };
}

/** The requested address that stands closest before `at`; without one, the first behind it. */
function closest({ text, hits }: ScannedText, schemes: Uint8Array, at: number): Contact | null {
  const { trail, trailLength } = hits;
  const isBefore = (start: number): boolean => at < 0 || start < at;
  for (let i = trailLength - 2; i >= 0; i -= 2) {
    const start = trail[i + 1] as number;
    const contact = schemes[trail[i] as number] === 1 && isBefore(start) ? contactAt(text, start) : null;
    if (contact !== null) return contact;
  }
  for (let i = 0; i < trailLength && at >= 0; i += 2) {
    const start = trail[i + 1] as number;
    const contact = schemes[trail[i] as number] === 1 && !isBefore(start) ? contactAt(text, start) : null;
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
  const schemes = new Uint8Array(PHRASE_CAPACITY);
  const schemeIds = [index.id('https://'), index.id('http://')];
  for (const id of schemeIds) schemes[id] = 1;
  const addressed = index.group(schemeIds);
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
    const contact = (hits.groups & addressed) === 0 ? null : closest(scanned, schemes, at);
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
