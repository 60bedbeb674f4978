/** A subnet as its first and last address, in 8 (IPv4) or 32 (IPv6) lower-case hexadecimal digits. */
export interface CidrRange {
  readonly version: 4 | 6;
  readonly firstHex: string;
  readonly lastHex: string;
}

/** Reads `10.0.0.0/8` or `2001:db8::/32`. Host bits in the address are ignored. Null for any other text. */
export function parseCidr(text: string): CidrRange | null {
  const slash = text.lastIndexOf('/');
  const bitsText = text.slice(slash + 1);
  if (slash < 0 || !/^\d{1,3}$/.test(bitsText)) return null;
  const hex = addressHex(text.slice(0, slash));
  const bits = Number(bitsText);
  if (hex === null || bits > hex.length * 4) return null;
  const size = BigInt(hex.length * 4);
  const address = BigInt(`0x${hex}`);
  const hostMask = (1n << (size - BigInt(bits))) - 1n;
  const first = address & ~hostMask;
  const digits = (value: bigint): string => value.toString(16).padStart(hex.length, '0');
  return { version: hex.length === 8 ? 4 : 6, firstHex: digits(first), lastHex: digits(first | hostMask) };
}

/**
 * The first and last addresses of blocks of one version, in order, with blocks that overlap as one. Texts that are no
 * blocks are left out.
 */
export function cidrRanges(blocks: readonly string[], version: 4 | 6): readonly Omit<CidrRange, 'version'>[] {
  const found = blocks
    .flatMap((block) => parseCidr(block) ?? [])
    .filter((range) => range.version === version);
  const ranges: { firstHex: string; lastHex: string }[] = [];
  for (const { firstHex, lastHex } of found.sort((a, b) => (a.firstHex < b.firstHex ? -1 : 1))) {
    const before = ranges.at(-1);
    if (before === undefined || firstHex > before.lastHex) ranges.push({ firstHex, lastHex });
    else if (lastHex > before.lastHex) before.lastHex = lastHex;
  }
  return ranges;
}

function addressHex(text: string): string | null {
  return text.includes(':') ? ipv6Hex(text.toLowerCase()) : ipv4Hex(text);
}

function ipv4Hex(text: string): string | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255))
    return null;
  return parts.map((part) => Number(part).toString(16).padStart(2, '0')).join('');
}

function ipv6Hex(text: string): string | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [left, right] = halves.map(groupsOf);
  if (!left || (halves.length === 2 && !right)) return null;
  const missing = 8 - left.length - (right?.length ?? 0);
  if (right ? missing < 1 : missing !== 0) return null;
  return [...left, ...Array.from({ length: missing }, () => '0000'), ...(right ?? [])].join('');
}

/** The 4-digit groups of one side of `::`; a dotted IPv4 address at the end counts as two. */
function groupsOf(side: string): readonly string[] | null {
  if (side === '') return [];
  const groups: string[] = [];
  const parts = side.split(':');
  for (const [index, part] of parts.entries()) {
    const dotted = index === parts.length - 1 && part.includes('.') ? ipv4Hex(part) : null;
    if (dotted) groups.push(dotted.slice(0, 4), dotted.slice(4));
    else if (/^[0-9a-f]{1,4}$/.test(part)) groups.push(part.padStart(4, '0'));
    else return null;
  }
  return groups;
}
