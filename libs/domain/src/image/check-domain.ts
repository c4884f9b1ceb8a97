import { describeCharacter } from './describe-character.js';
import { fault } from './fault.js';
import type { ReferenceError } from './types.js';

/** Where a host stops being labels joined by single dots, or one character before. */
const SUSPECT = /[^A-Za-z0-9.-]|(?:^|\.)[.-]|-(?:\.|$)|\.$/;
const IPV6 = /^\[[A-Fa-f0-9:]+\]/;

/**
 * Checks `host[:port]` against the `domain` production of distribution/reference: labels of letters,
 * digits and inner hyphens joined by dots, an IPv4 address, or an IPv6 address in brackets; the port
 * is digits without a limit. `offset` is where `domain` starts in the whole text.
 */
export function checkDomain(domain: string, offset: number): ReferenceError | null {
  if (domain.startsWith('[')) {
    const address = IPV6.exec(domain);
    if (!address) {
      const message = "An IPv6 address is hexadecimal digits and ':' between '[' and ']'.";
      return fault('bad_domain', offset, message);
    }
    return checkPort(domain.slice(address[0].length), offset + address[0].length);
  }
  const colon = domain.indexOf(':');
  if (colon >= 0 && domain.indexOf(':', colon + 1) >= 0) {
    const message = "There are several ':' before the first '/'; an IPv6 address needs brackets: [::1]:5000.";
    return fault('bad_domain', offset + domain.indexOf(':', colon + 1), message);
  }
  const host = colon < 0 ? domain : domain.slice(0, colon);
  return checkHost(host, offset) ?? checkPort(domain.slice(host.length), offset + host.length);
}

function checkHost(host: string, offset: number): ReferenceError | null {
  if (host === '') return fault('bad_domain', offset, "A registry host must come before ':'.");
  const suspect = host.search(SUSPECT);
  if (suspect < 0) return null;
  for (let i = suspect; i < host.length; i++) {
    const character = host[i] ?? '';
    const atLabelEdge = i === 0 || i === host.length - 1 || host[i - 1] === '.' || host[i + 1] === '.';
    if (/[A-Za-z0-9]/.test(character) || (character === '-' && !atLabelEdge)) continue;
    if (character === '.' && i > 0 && i < host.length - 1 && host[i - 1] !== '.') continue;
    const what = describeCharacter(host, i);
    const message = `${what} cannot stand here in the registry host '${host}'; its labels are letters, digits and inner '-', joined by single dots.`;
    return fault('bad_domain', offset + i, message);
  }
  return null;
}

function checkPort(port: string, offset: number): ReferenceError | null {
  if (port === '' || /^:[0-9]+$/.test(port)) return null;
  if (!port.startsWith(':')) {
    const message = `After ']' comes ':port' or '/', not ${describeCharacter(port, 0)}.`;
    return fault('bad_domain', offset, message);
  }
  const wrong = port.slice(1).search(/[^0-9]/);
  if (wrong < 0) return fault('bad_port', offset, "A port number must follow ':'.");
  const message = `'${port.slice(1)}' is not a port number; if it was meant as a tag, a tag cannot contain '/'.`;
  return fault('bad_port', offset + 1 + wrong, message);
}
