import { BlockList, isIP } from 'node:net';
import { ProblemError } from '../problem/problem-error.js';

/**
 * Lists of networks, made once for each source. An address in its IPv4-mapped form (`::ffff:…`) is the
 * IPv4 address: a socket that listens on both families writes it so.
 */
export function addressCheck(networks: readonly string[]): (address: string) => void {
  const allowed = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) allowed.addAddress(address, family);
    else allowed.addSubnet(address, Number(prefix), family);
  }
  return (address) => {
    const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
    if (allowed.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4')) return;
    throw new ProblemError(403, 'forbidden', 'this source takes deliveries from other addresses only');
  };
}
