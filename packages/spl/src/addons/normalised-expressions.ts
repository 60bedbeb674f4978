import type { FieldPart } from './define.ts';
import { microsoftRanges } from './microsoft-ranges.ts';

/** Texts of eval expressions that the normalised fields of several sourcetypes share. */

/** 1, 0, or nothing where the condition is unknown. */
export function flag(condition: string): string {
  return `case(${condition}, 1, NOT (${condition}), 0)`;
}

/** The first of the texts that begins like an address; lists count by their first value. */
function firstAddress(fields: readonly string[]): string {
  const branches = fields.map((field) => {
    const first = `mvindex('${field}', 0)`;
    return `match(${first}, "^\\\\s*\\\\[?(\\d+\\.\\d+\\.\\d+\\.\\d+|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+)"), ${first}`;
  });
  return `case(${branches.join(', ')})`;
}

const stripped: readonly (readonly [pattern: string, by: string])[] = [
  ['\\s+', ''],
  // [2001:db8::1]:443, [::ffff:192.0.2.1]:443
  ['^\\[([^\\]]*)\\].*$', '\\1'],
  // fe80::1%4
  ['%.*$', ''],
  ['(?i)^::ffff:(\\d+\\.\\d+\\.\\d+\\.\\d+)', '\\1'],
  // 192.0.2.1:62589
  ['^(\\d+\\.\\d+\\.\\d+\\.\\d+):\\d+$', '\\1'],
];

/** The address in the first of the fields that has one: in lower case, without brackets, port, zone and `::ffff:`. */
export function addressOf(...fields: readonly string[]): string {
  const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\')}"`;
  const bare = stripped.reduce(
    (text, [pattern, by]) => `replace(${text}, ${quoted(pattern)}, ${quoted(by)})`,
    firstAddress(fields),
  );
  return `lower(${bare})`;
}

/** Is the address `ip`, a part, one of Microsoft 365? */
export const isMicrosoft = `case(${microsoftRanges.map((range) => `cidrmatch("${range}", ip)`).join(' OR ')}, 1, isnotnull(ip), 0)`;

export function ipPart(expr: string): FieldPart {
  return { name: 'ip', expr };
}
