import { cidrRanges, parseCidr } from '../../plan/cidr.ts';
import type { AddressPrimitive } from '../../plan/primitive.ts';
import { binary, isLiteral, literalText, type SqlPrimitive, unary } from '../primitive.ts';
import { joinSql, type Sql, sql } from '../sql.ts';
import { quoteNumber, quoteText } from './quote.ts';

const octet = '(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])';
const ipv4Pattern = quoteText(`${octet}(\\.${octet}){3}`);

export function isIpv4(text: Sql): Sql {
  return sql`regexp_full_match(${text}, ${ipv4Pattern})`;
}

/** Unchecked: the address as an integer in a double, which holds 32 bits exactly. */
function ipv4Number(text: Sql): Sql {
  const part = (index: Sql): Sql => sql`TRY_CAST(split_part(${text}, '.', ${index}) AS DOUBLE)`;
  return sql`(${part(sql`1`)} * 16777216e0 + ${part(sql`2`)} * 65536e0 + ${part(sql`3`)} * 256e0 + ${part(sql`4`)})`;
}

/** Names a value for the SQL around it, so that it is written once. */
function bind(value: Sql, name: Sql, body: Sql): Sql {
  return sql`list_transform([${value}], lambda ${name}: ${body})[1]`;
}

function hex2(text: Sql, group: Sql): Sql {
  const value = sql`regexp_extract(${text}, '([0-9]+)[.]([0-9]+)[.]([0-9]+)[.]([0-9]+)$', ${group})`;
  return sql`printf('%02x', CAST(${value} AS INTEGER))`;
}

/** `::ffff:10.0.0.1` with its last 32 bits in the usual two groups. */
function withoutDots(text: Sql): Sql {
  const dotted = quoteText(`[0-9a-f:]*:${octet}(\\.${octet}){3}`);
  const head = sql`regexp_replace(${text}, '[0-9]+[.][0-9]+[.][0-9]+[.][0-9]+$', '')`;
  const tail = sql`${hex2(text, sql`1`)} || ${hex2(text, sql`2`)} || ':' || ${hex2(text, sql`3`)} || ${hex2(text, sql`4`)}`;
  return sql`CASE WHEN regexp_full_match(${text}, ${dotted}) THEN ${head} || ${tail} ELSE ${text} END`;
}

/** The 32 hexadecimal digits of an IPv6 address, so that text order is address order; NULL for any other text. */
function ipv6Hex(text: Sql): Sql {
  const groups = (part: Sql): Sql =>
    sql`CASE WHEN ${part} = '' THEN CAST([] AS VARCHAR[]) ELSE string_split(${part}, ':') END`;
  const left = groups(sql`halves[1]`);
  const right = groups(sql`halves[2]`);
  const zeros = sql`list_transform(range(greatest(8 - len(${left}) - len(${right}), 1)), lambda z: '0')`;
  const all = sql`CASE len(halves) WHEN 1 THEN string_split(halves[1], ':') WHEN 2 THEN list_concat(${left}, ${zeros}, ${right}) END`;
  const isGood = sql`len(parts) = 8 AND list_bool_and(list_transform(parts, lambda g: regexp_full_match(g, '[0-9a-f]{1,4}')))`;
  const joined = sql`CASE WHEN ${isGood} THEN array_to_string(list_transform(parts, lambda g: lpad(g, 4, '0')), '') END`;
  const split = bind(sql`string_split(plain, '::')`, sql`halves`, bind(all, sql`parts`, joined));
  const checked = sql`CASE WHEN contains(given, ':') THEN ${bind(withoutDots(sql`given`), sql`plain`, split)} END`;
  return bind(sql`lower(${text})`, sql`given`, checked);
}

/** 8 digits for IPv4, 32 for IPv6. */
function addressHex(text: Sql): Sql {
  return sql`CASE WHEN ${isIpv4(text)} THEN printf('%08x', CAST(${ipv4Number(text)} AS BIGINT)) ELSE ${ipv6Hex(text)} END`;
}

/** A block that is only known for each row: the first `bits` bits of both addresses must be equal. */
function inDynamicBlock(block: Sql, address: Sql): Sql {
  const nibble = (key: Sql): Sql =>
    sql`((strpos('0123456789abcdef', substring(${key}, bits // 4 + 1, 1)) - 1) >> (4 - bits % 4))`;
  const isEqual = sql`left(net, bits // 4) = left(ip, bits // 4) AND (bits % 4 = 0 OR ${nibble(sql`net`)} = ${nibble(sql`ip`)})`;
  const test = sql`CASE WHEN net IS NULL OR ip IS NULL OR bits > length(net) * 4 THEN NULL WHEN length(net) <> length(ip) THEN false ELSE ${isEqual} END`;
  const bits = sql`TRY_CAST(regexp_extract(${block}, '/([0-9]{1,3})$', 1) AS INTEGER)`;
  const net = addressHex(sql`regexp_extract(${block}, '^(.*)/[0-9]{1,3}$', 1)`);
  return bind(bits, sql`bits`, bind(net, sql`net`, bind(addressHex(address), sql`ip`, test)));
}

function inLiteralBlock(block: string): SqlPrimitive {
  const range = parseCidr(block);
  if (!range) return () => sql`CAST(NULL AS BOOLEAN)`;
  if (range.version === 6) {
    return (args) => {
      const address = args[1] ?? sql`NULL`;
      const key = sql`CASE WHEN ${isIpv4(address)} THEN '' ELSE ${ipv6Hex(address)} END`;
      return sql`(${key} BETWEEN ${quoteText(range.firstHex)} AND ${quoteText(range.lastHex)})`;
    };
  }
  const first = quoteNumber(Number.parseInt(range.firstHex, 16));
  const last = quoteNumber(Number.parseInt(range.lastHex, 16));
  return (args) => {
    const address = args[1] ?? sql`NULL`;
    return sql`CASE WHEN ${isIpv4(address)} THEN ${ipv4Number(address)} BETWEEN ${first} AND ${last} WHEN contains(${address}, ':') AND ${ipv6Hex(address)} IS NOT NULL THEN false END`;
  };
}

/** One of many blocks, all literals: the address is brought into the form of their bounds once. */
function inLiteralBlocks(blocks: readonly string[], address: Sql): Sql {
  const test = (version: 4 | 6): Sql => {
    const ranges = cidrRanges(blocks, version);
    if (ranges.length === 0) return sql`false`;
    return joinSql(
      ranges.map(
        ({ firstHex, lastHex }) => sql`key BETWEEN ${quoteText(firstHex)} AND ${quoteText(lastHex)}`,
      ),
      sql` OR `,
    );
  };
  const tests = sql`CASE WHEN key IS NULL THEN NULL WHEN length(key) = 8 THEN ${test(4)} ELSE ${test(6)} END`;
  return bind(addressHex(address), sql`key`, tests);
}

export const addressPrimitives: Readonly<Record<AddressPrimitive, SqlPrimitive>> = {
  'ipv4.number': unary((text) => sql`CASE WHEN ${isIpv4(text)} THEN ${ipv4Number(text)} END`),
  cidrmatch: (args, exprs) => {
    const [block] = exprs;
    if (block?.op === 'literal' && Array.isArray(block.value))
      return inLiteralBlocks(block.value, args[1] ?? sql`NULL`);
    return isLiteral(block)
      ? inLiteralBlock(literalText(exprs, 0))(args, exprs)
      : binary((each, address) => inDynamicBlock(each, address))(args, exprs);
  },
};
