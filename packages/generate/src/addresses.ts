// Only addresses reserved for documentation (RFC 5737, RFC 3849), for benchmarking (RFC 2544) and private use (RFC 1918), so
// that no line can be taken for traffic of a real host. Each kind of client has its own part, and what is planted has its own:
//   203.0.113.10-49     offices                    203.0.113.128-254  planted
//   198.51.100.1-180    homes                      198.51.100.200-254 planted
//   192.0.2.1-60        mobile networks            192.0.2.200-254    planted
//   192.0.2.100-120     services of third parties  2001:db8:bad::/48  planted
//   192.0.2.130-190     background noise of sign-ins
//   2001:db8:4a00::/40  homes                      198.18.0.0/15, 2001:db8:10a6::/48  back ends of the cloud
//   10.44.0.0/16        scanners and the helpdesk's desk network

import type { Random } from './random.ts';

export function homeAddress(random: Random, person: number): string {
  if (person % 3 !== 0) return `198.51.100.${1 + (person % 180)}`;
  const subscriber = (person & 0xffff).toString(16);
  return `2001:db8:4a00:${subscriber}:${random.hex(2)}:${random.hex(2)}:${random.hex(2)}:${random.hex(2)}`;
}

export function mobileAddress(random: Random): string {
  return `192.0.2.${random.between(1, 60)}`;
}

/** Address of one of the cloud's own servers. */
export function backEndAddress(random: Random): string {
  if (random.oneIn(2)) return `198.18.${random.below(16)}.${random.between(1, 254)}`;
  return `2001:db8:10a6:${random.between(0x400, 0x40f).toString(16)}:cafe::${random.between(1, 255).toString(16)}`;
}

export function noiseAddress(random: Random): string {
  return `192.0.2.${random.between(130, 190)}`;
}

/** An address as admin records write it: with a port, IPv6 in brackets. */
export function withPort(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
