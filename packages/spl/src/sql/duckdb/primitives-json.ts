import type { PlanExpr } from '../../plan/expr.ts';
import type { JsonPrimitive } from '../../plan/primitive.ts';
import { binary, literalList, type SqlPrimitive, unary } from '../primitive.ts';
import { type Sql, sql } from '../sql.ts';
import { quoteText } from './quote.ts';

/** Steps are `.key`, `{}` (all elements) and `{3}` (one element, from 0). */
function jsonPath(steps: readonly string[]): Sql {
  const parts = steps.map((step) => {
    if (step === '{}') return '[*]';
    if (step.startsWith('.')) return `."${step.slice(1).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
    return `[${step.slice(1, -1)}]`;
  });
  return quoteText(`$${parts.join('')}`);
}

/** A JSON value as SPL sees it: text without its quotes, everything else as JSON, also `null`. */
function asText(json: Sql): Sql {
  return sql`coalesce(json_extract_string(${json}, '$'), CAST(${json} AS VARCHAR))`;
}

/** The same for a scalar; NULL for an object or array. */
function leafText(json: Sql): Sql {
  return sql`CASE WHEN json_type(${json}) NOT IN ('OBJECT', 'ARRAY') THEN ${asText(json)} END`;
}

/** DuckDB fails on malformed JSON, so it is tested first. */
function onValid(make: (text: Sql) => Sql): SqlPrimitive {
  return unary((text) => sql`CASE WHEN json_valid(${text}) THEN ${make(text)} END`);
}

/** On JSON of one type only. CASE computes its branches in order, so that only JSON is asked for its type. */
function onType(type: Sql, make: (text: Sql) => Sql): SqlPrimitive {
  return unary(
    (text) =>
      sql`CASE WHEN NOT json_valid(${text}) THEN NULL WHEN json_type(${text}) = ${type} THEN ${make(text)} END`,
  );
}

/** All that a path with `*` leads to. DuckDB takes it for one value, not a list, where the text is known to be NULL. */
function hitsOf(text: Sql, exprs: readonly PlanExpr[]): Sql {
  return sql`CAST(json_extract(${text}, ${jsonPath(literalList(exprs, 1))}) AS JSON[])`;
}

export const jsonPrimitives: Readonly<Record<JsonPrimitive, SqlPrimitive>> = {
  'json.extract': (args, exprs) =>
    onValid((text) => asText(sql`json_extract(${text}, ${jsonPath(literalList(exprs, 1))})`))(args, exprs),
  'json.extractAll': (args, exprs) =>
    onValid(
      (text) =>
        sql`nullif(list_transform(${hitsOf(text, exprs)}, lambda e: ${asText(sql`e`)}), CAST([] AS VARCHAR[]))`,
    )(args, exprs),
  'json.leaf': (args, exprs) =>
    onValid((text) => leafText(sql`json_extract(${text}, ${jsonPath(literalList(exprs, 1))})`))(args, exprs),
  'json.leaves': (args, exprs) =>
    onValid((text) => {
      const hits = hitsOf(text, exprs);
      const texts = sql`list_transform(${hits}, lambda e: ${leafText(sql`e`)})`;
      return sql`nullif(list_filter(${texts}, lambda t: t IS NOT NULL), CAST([] AS VARCHAR[]))`;
    })(args, exprs),
  'json.valid': unary((text) => sql`json_valid(${text})`),
  'json.quote': unary((text) => sql`CAST(to_json(${text}) AS VARCHAR)`),
  'json.keys': onType(
    sql`'OBJECT'`,
    (text) => sql`nullif(CAST(json_keys(CAST(${text} AS VARCHAR)) AS VARCHAR[]), CAST([] AS VARCHAR[]))`,
  ),
  'json.member': binary((text, key) => {
    const escaped = sql`replace(replace(${key}, '\\', '\\\\'), '"', '\\"')`;
    const path = sql`'$."' || ${escaped} || '"'`;
    return sql`CASE WHEN NOT json_valid(${text}) THEN NULL WHEN json_type(${text}) = 'OBJECT' THEN CAST(TRY(json_extract(${text}, ${path})) AS VARCHAR) END`;
  }),
  'json.elements': onType(
    sql`'ARRAY'`,
    (text) =>
      sql`nullif(CAST(TRY_CAST(TRY_CAST(${text} AS JSON) AS JSON[]) AS VARCHAR[]), CAST([] AS VARCHAR[]))`,
  ),
};
