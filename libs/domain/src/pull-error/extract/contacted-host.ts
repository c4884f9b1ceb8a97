import type { PhraseIndex } from '../phrase-index.js';
import type { PhraseHits, PhraseScanner } from '../phrase-scanner.js';
import { readArgument } from './argument.js';

/** At most this many addresses of one text are looked at. */
const ADDRESSES = 32;

/** Who was talked to, and for whom it stood in. */
export interface Contact {
  readonly host: string | null;
  /** Registry a mirror answered for: the `ns` parameter that containerd adds. */
  readonly mirrorOf: string | null;
}

const HOST_END = /[/?#"'`\s),;]|:(?!\d)/;
const REQUEST_BEFORE = /(?:get|head|post|put|to|at|code|endpoint|url|from|error:|failed:|:)\s?["'`(]?$/i;
const REQUEST_PATH = /^\/(?:v[012]\b|.{0,200}(?:token|\/v2\/|\/blobs\/|sha256))/;
const PAGES = /^(?:www|docs|help|support|go)\./;

function addressAt(text: string, separator: number): { scheme: string; host: string; rest: string } | null {
  const scheme = /[a-z]{3,6}$/i.exec(text.slice(Math.max(0, separator - 6), separator))?.[0]?.toLowerCase();
  if (scheme !== 'https' && scheme !== 'http') return null;
  const tail = text.slice(separator + 3, separator + 3 + 512);
  const end = tail.startsWith('[') ? tail.indexOf(']') + 1 : 0;
  const stop = tail.slice(end).search(HOST_END);
  const host = stop < 0 ? tail : tail.slice(0, end + stop);
  return host === ''
    ? null
    : { scheme, host: host.slice(host.lastIndexOf('@') + 1).toLowerCase(), rest: tail.slice(host.length) };
}

/** The last address that was requested, before `limit` where one stands there. */
function requested(text: string): Contact | null {
  let contact: Contact | null = null;
  let at = text.indexOf('://');
  for (let count = 0; at >= 0 && count < ADDRESSES; count += 1) {
    const address = addressAt(text, at);
    if (address !== null && !PAGES.test(address.host)) {
      const before = text.slice(Math.max(0, at - 24), at - address.scheme.length);
      if (REQUEST_PATH.test(address.rest) || REQUEST_BEFORE.test(before)) {
        const path = address.rest.split(/["'`\s]/, 1)[0] ?? '';
        const ns = /[?&]ns=([a-z0-9.:_-]{1,255})/i.exec(path)?.[1] ?? null;
        contact = { host: address.host, mirrorOf: ns === null || ns === address.host ? null : ns };
      }
    }
    at = text.indexOf('://', at + 3);
  }
  return contact;
}

/** Words that a registry's name follows. */
const NAMED = ['pinging container registry', 'error pinging docker registry', 'connecting to'] as const;
/** Words that `host/repository` follows. */
const LOCATED = [
  '*docker://*',
  'reading manifest … in',
  'failed to resolve reference',
  'unpack image',
  'manifest for',
] as const;

/** The registry of a reference, after Docker's rule for its first component. */
export function registryOf(reference: string): string {
  const first = reference.split('/', 1)[0] ?? '';
  const isHost = reference.includes('/') && (/[.:]/.test(first) || first === 'localhost');
  return isHost ? first.toLowerCase() : 'docker.io';
}

/** Reads which host the node talked to; `image` is the last resort. */
export function createContactReader(index: PhraseIndex) {
  const ids = (phrases: readonly string[]) =>
    phrases.map((phrase) => {
      const [head = '', tail] = phrase.split(' … ');
      return { head: index.id(head), tail: tail === undefined ? -1 : index.id(tail) };
    });
  const named = ids(NAMED);
  const located = ids(LOCATED);
  return (text: string, hits: PhraseHits, scanner: PhraseScanner, image: string | null): Contact => {
    const address = requested(text);
    if (address !== null) return address;
    const argument = ({ head, tail }: { head: number; tail: number }): string => {
      const last = tail < 0 ? head : tail;
      const at = hits.first(head) < 0 ? -1 : hits.last(last);
      return at < 0 ? '' : readArgument(text, at + scanner.length(last)).value;
    };
    const name = named.map(argument).find((value) => value !== '');
    if (name !== undefined) return { host: name.toLowerCase(), mirrorOf: null };
    const place = located.map(argument).find((value) => value.includes('/'));
    const reference = place ?? image;
    return { host: reference === null ? null : registryOf(reference), mirrorOf: null };
  };
}
