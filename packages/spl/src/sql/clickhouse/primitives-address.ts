import { cidrRanges, parseCidr } from '../../plan/cidr.ts';
import type { AddressPrimitive } from '../../plan/primitive.ts';
import { binary, isLiteral, literalText, type SqlPrimitive, unary } from '../primitive.ts';
import { joinSql, type Sql, sql } from '../sql.ts';
import { once } from './once.ts';
import { quoteNumber, quoteText } from './quote.ts';

const octet = '(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])';
const ipv4Pattern = quoteText(`^${octet}(?:\\.${octet}){3}$`);

export function isIpv4(text: Sql): Sql {
  return sql`(match(${text}, ${ipv4Pattern}) = 1)`;
}

/** Unchecked: the address as an integer in a double, which holds 32 bits exactly. ClickHouse's own reader refuses a leading zero. */
function ipv4Number(text: Sql): Sql {
  const parts = sql`splitByChar('.', assumeNotNull(${text}))`;
  return sql`arrayFold((acc, p) -> acc * 256e0 + ifNull(toFloat64OrNull(p), 0e0), ${parts}, 0e0)`;
}

/** The 32 hexadecimal digits of an IPv6 address, so that text order is address order; NULL for any other text. */
function ipv6Hex(text: Sql): Sql {
  return sql`if(position(${text}, ':') > 0, lower(hex(IPv6StringToNumOrNull(${text}))), NULL)`;
}

/** The bits of an address as text: 32 for IPv4, 128 for IPv6, NULL for what is none. */
function addressBits(text: Sql): Sql {
  const version4 = sql`bin(toUInt32(${ipv4Number(sql`a`)}))`;
  const version6 = sql`if(position(a, ':') > 0, bin(IPv6StringToNumOrNull(a)), NULL)`;
  return once(
    sql`toNullable(${text})`,
    sql`a`,
    sql`multiIf(isNull(a), NULL, ${isIpv4(sql`a`)}, leftPad(${version4}, 32, '0'), ${version6})`,
  );
}

/** A block that is only known for each row: the first `size` bits of both addresses must be equal. */
function inDynamicBlock(block: Sql, address: Sql): Sql {
  const size = sql`toUInt16OrNull(extract(${block}, '/([0-9]{1,3})$'))`;
  const net = addressBits(sql`extract(${block}, '^(.*)/[0-9]{1,3}$')`);
  const test = sql`multiIf(isNull(net) OR isNull(ip) OR isNull(size) OR size > length(net), NULL, length(net) <> length(ip), false, left(net, size) = left(ip, size))`;
  return once(size, sql`size`, once(net, sql`net`, once(addressBits(address), sql`ip`, test)));
}

function inLiteralBlock(block: string): SqlPrimitive {
  const range = parseCidr(block);
  if (!range) return () => sql`CAST(NULL AS Nullable(Bool))`;
  if (range.version === 6) {
    const first = quoteText(range.firstHex);
    const last = quoteText(range.lastHex);
    const test = (text: Sql): Sql =>
      sql`if(${isIpv4(text)}, false, ${ipv6Hex(text)} BETWEEN ${first} AND ${last})`;
    return unary((address) => test(address));
  }
  const first = quoteNumber(Number.parseInt(range.firstHex, 16));
  const last = quoteNumber(Number.parseInt(range.lastHex, 16));
  return unary(
    (address) =>
      sql`multiIf(${isIpv4(address)}, ${ipv4Number(address)} BETWEEN ${first} AND ${last}, isNotNull(${ipv6Hex(address)}), false, NULL)`,
  );
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
  const version4 = sql`lower(hex(toUInt32(${ipv4Number(sql`a`)})))`;
  const hex = sql`multiIf(isNull(a), NULL, ${isIpv4(sql`a`)}, leftPad(${version4}, 8, '0'), ${ipv6Hex(sql`a`)})`;
  const tests = sql`multiIf(isNull(key), NULL, length(key) = 8, ${test(4)}, ${test(6)})`;
  return once(sql`toNullable(${address})`, sql`a`, once(sql`toNullable(${hex})`, sql`key`, tests));
}

export const addressPrimitives: Readonly<Record<AddressPrimitive, SqlPrimitive>> = {
  'ipv4.number': unary((text) => sql`if(${isIpv4(text)}, ${ipv4Number(text)}, NULL)`),
  cidrmatch: (args, exprs) => {
    const [block] = exprs;
    if (block?.op === 'literal' && Array.isArray(block.value))
      return inLiteralBlocks(block.value, args[1] ?? sql`NULL`);
    return isLiteral(block)
      ? inLiteralBlock(literalText(exprs, 0))(args.slice(1), exprs.slice(1))
      : binary((each, address) => inDynamicBlock(each, address))(args, exprs);
  },
};
