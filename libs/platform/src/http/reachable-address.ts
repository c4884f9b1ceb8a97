import { lookup as dnsLookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.js';
import { Refused } from './refused.js';

/**
 * Addresses that no configuration opens: link-local ones, where clouds answer with a machine's
 * credentials (169.254.169.254 and its kin), and the metadata addresses of AWS over IPv6 and of
 * Alibaba Cloud, which lie in private ranges. Nothing that Pulltrace talks to lives there.
 */
const NEVER = { ipv4: new BlockList(), ipv6: new BlockList() };
NEVER.ipv4.addSubnet('169.254.0.0', 16, 'ipv4');
NEVER.ipv4.addAddress('100.100.100.200', 'ipv4');
NEVER.ipv4.addSubnet('224.0.0.0', 3, 'ipv4');
NEVER.ipv6.addSubnet('fe80::', 10, 'ipv6');
NEVER.ipv6.addAddress('fd00:ec2::254', 'ipv6');
NEVER.ipv6.addSubnet('ff00::', 8, 'ipv6');
/** IPv4 in the clothes of IPv6: mapped, compatible, NAT64, 6to4. A link-local address can hide in each. */
NEVER.ipv6.addSubnet('::ffff:a9fe:0', 112, 'ipv6');
NEVER.ipv6.addSubnet('::a9fe:0', 112, 'ipv6');
NEVER.ipv6.addSubnet('::ffff:6464:64c8', 128, 'ipv6');
NEVER.ipv6.addSubnet('64:ff9b::', 96, 'ipv6');
NEVER.ipv6.addSubnet('64:ff9b:1::', 48, 'ipv6');
NEVER.ipv6.addSubnet('2002::', 16, 'ipv6');

/**
 * Whether an IP address may be connected to. `named`: the operator wrote the host into the
 * configuration, so that it may lie in a private network; everybody else's must be public.
 */
export function isReachable(address: string, named: boolean): boolean {
  if (isPublicAddress(address)) return true;
  const version = isIP(address);
  // A zone (`fe80::1%eth0`) only makes sense for link-local addresses.
  if (!named || version === 0 || address.includes('%')) return false;
  const family = version === 6 ? 'ipv6' : 'ipv4';
  return !NEVER[family].check(address, family);
}

/**
 * A look-up for sockets that refuses a name when any of its addresses may not be connected to. The
 * socket connects to what was checked, so a name that changes its address in between (DNS rebinding)
 * gains nothing.
 */
export function guardedLookup(named: boolean): LookupFunction {
  return (hostname, options, callback) => {
    dnsLookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) return callback(error, '', 0);
      const [first] = addresses;
      if (!first || !addresses.every(({ address }) => isReachable(address, named))) {
        return callback(new Refused('private_address'), '', 0);
      }
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
}
