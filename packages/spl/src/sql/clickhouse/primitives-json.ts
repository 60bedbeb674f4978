import type { JsonPrimitive } from '../../plan/primitive.ts';
import { binary, literalList, type SqlPrimitive, unary } from '../primitive.ts';
import { quoteInteger } from '../quote-integer.ts';
import { joinSql, type Sql, sql } from '../sql.ts';
import { once } from './once.ts';
import { emptyList, quoteText } from './quote.ts';

/** Raw JSON text, or a list of them after a step into all elements; the empty text where there is nothing. */
interface Place {
  readonly sql: Sql;
  readonly isList: boolean;
}

/** Keys in a row are one call. ClickHouse would take a number for the place of a key in an object, so an index asks for an array first. */
function step(given: Place, keys: readonly string[], index: number | null): Place {
  const inside = (json: Sql): Sql => {
    if (index === null) return sql`JSONExtractRaw(${joinSql([json, ...keys.map(quoteText)], sql`, `)})`;
    return sql`if(JSONType(${json}) = 'Array', JSONExtractRaw(${json}, ${quoteInteger(index + 1)}), '')`;
  };
  if (!given.isList) return { sql: inside(given.sql), isList: false };
  return { sql: sql`arrayMap(r -> ${inside(sql`r`)}, ${given.sql})`, isList: true };
}

function elements(given: Place): Place {
  if (!given.isList) return { sql: sql`JSONExtractArrayRaw(${given.sql})`, isList: true };
  return { sql: sql`arrayFlatten(arrayMap(r -> JSONExtractArrayRaw(r), ${given.sql}))`, isList: true };
}

/** Steps are `.key`, `{}` (all elements) and `{3}` (one element, from 0). */
function walk(json: Sql, steps: readonly string[]): Place {
  let place: Place = { sql: sql`JSONExtractRaw(${json})`, isList: false };
  let keys: string[] = [];
  const flush = (): void => {
    if (keys.length > 0) place = step(place, keys, null);
    keys = [];
  };
  for (const each of steps) {
    if (each.startsWith('.')) {
      keys.push(each.slice(1));
      continue;
    }
    flush();
    place = each === '{}' ? elements(place) : step(place, [], Number(each.slice(1, -1)));
  }
  flush();
  return place;
}

/** A JSON value as SPL sees it: text without its quotes, everything else as JSON, also `null`. */
function asText(raw: Sql): Sql {
  return sql`if(startsWith(${raw}, '"'), JSONExtractString(${raw}), ${raw})`;
}

function isLeaf(raw: Sql): Sql {
  return sql`${raw} != '' AND NOT startsWith(${raw}, '{') AND NOT startsWith(${raw}, '[')`;
}

/** Malformed JSON gives NULL. */
function single(test: (raw: Sql) => Sql): SqlPrimitive {
  return (args, exprs) =>
    unary((text) => {
      const { sql: raw } = walk(sql`assumeNotNull(j)`, literalList(exprs, 1));
      const value = once(raw, sql`w`, sql`if(${test(sql`w`)}, ${asText(sql`w`)}, NULL)`);
      return once(sql`toNullable(${text})`, sql`j`, sql`if(isValidJSON(j), ${value}, NULL)`);
    })(args, exprs);
}

function all(test: (raw: Sql) => Sql): SqlPrimitive {
  return (args, exprs) =>
    unary((text) => {
      const found = walk(sql`assumeNotNull(j)`, literalList(exprs, 1));
      const hits = found.isList ? found.sql : sql`[${found.sql}]`;
      const texts = sql`arrayMap(w -> ${asText(sql`w`)}, arrayFilter(w -> ${test(sql`w`)}, ${hits}))`;
      return once(sql`toNullable(${text})`, sql`j`, sql`if(isValidJSON(j), ${texts}, ${emptyList})`);
    })(args, exprs);
}

/** A list of JSON of one type; empty for everything else. */
function onType(type: 'Object' | 'Array', make: (json: Sql) => Sql): SqlPrimitive {
  return unary((text) => {
    const test = sql`isValidJSON(j) AND JSONType(assumeNotNull(j)) = ${quoteText(type)}`;
    return once(
      sql`toNullable(${text})`,
      sql`j`,
      sql`if(${test}, ${make(sql`assumeNotNull(j)`)}, ${emptyList})`,
    );
  });
}

const exists = (raw: Sql): Sql => sql`${raw} != ''`;

export const jsonPrimitives: Readonly<Record<JsonPrimitive, SqlPrimitive>> = {
  'json.extract': single(exists),
  'json.extractAll': all(exists),
  'json.leaf': single(isLeaf),
  'json.leaves': all(isLeaf),
  'json.valid': unary((text) => sql`if(isNull(${text}), NULL, isValidJSON(assumeNotNull(${text})))`),
  'json.quote': unary(
    (text) => sql`if(isNull(${text}), NULL, replaceAll(toJSONString(assumeNotNull(${text})), '\\\\/', '/'))`,
  ),
  'json.keys': onType('Object', (json) => sql`JSONExtractKeys(${json})`),
  'json.member': binary((text, key) => {
    const member = sql`JSONExtractRaw(assumeNotNull(j), assumeNotNull(${key}))`;
    const found = sql`if(isNotNull(${key}) AND isValidJSON(j) AND JSONType(assumeNotNull(j)) = 'Object', nullIf(${member}, ''), NULL)`;
    return once(sql`toNullable(${text})`, sql`j`, found);
  }),
  'json.elements': onType('Array', (json) => sql`JSONExtractArrayRaw(${json})`),
};
