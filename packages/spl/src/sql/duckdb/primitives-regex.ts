import type { PlanExpr } from '../../plan/expr.ts';
import type { RegexPrimitive } from '../../plan/primitive.ts';
import { binary, isLiteral, literalValue, type SqlPrimitive, ternary } from '../primitive.ts';
import { quoteInteger } from '../quote-integer.ts';
import { type Sql, sql } from '../sql.ts';

/** A literal pattern was checked when the search was compiled; any other may be malformed, which DuckDB makes an error. */
function guarded(pattern: PlanExpr | undefined, result: Sql): Sql {
  return isLiteral(pattern) ? result : sql`TRY(${result})`;
}

/** DuckDB's RE2 knows a named group only as `(?P<name>`; a literal pattern was rewritten when the search was compiled. */
function spelled(pattern: Sql, expr: PlanExpr | undefined): Sql {
  if (isLiteral(expr)) return pattern;
  const named = sql`'((?:^|[^\\\\])(?:\\\\\\\\)*)\\(\\?<([A-Za-z_])'`;
  return sql`regexp_replace(${pattern}, ${named}, '\\1(?P<\\2', 'g')`;
}

function withGroup(make: (text: Sql, pattern: Sql, group: Sql) => Sql): SqlPrimitive {
  return (args, exprs) =>
    binary((text, pattern) => {
      const group = quoteInteger(Number(literalValue(exprs, 2)));
      return guarded(exprs[1], make(text, pattern, group));
    })(args, exprs);
}

/** RE2 reads `\x` with any other letter than a digit as a mistake and would then replace nothing: such a backslash is doubled. */
function rewrite(replacement: Sql, expr: PlanExpr | undefined): Sql {
  return isLiteral(expr)
    ? replacement
    : sql`regexp_replace(replace(${replacement}, '\\', '\\\\'), '\\\\\\\\([0-9])', '\\\\\\1', 'g')`;
}

function replacing(flags: Sql): SqlPrimitive {
  return (args, exprs) =>
    ternary((text, pattern, replacement) =>
      guarded(
        exprs[1],
        sql`regexp_replace(${text}, ${spelled(pattern, exprs[1])}, ${rewrite(replacement, exprs[2])}, ${flags})`,
      ),
    )(args, exprs);
}

export const regexPrimitives: Readonly<Record<RegexPrimitive, SqlPrimitive>> = {
  'regex.matches': (args, exprs) =>
    binary((text, pattern) => guarded(exprs[1], sql`regexp_matches(${text}, ${spelled(pattern, exprs[1])})`))(
      args,
      exprs,
    ),
  'regex.replace': replacing(sql`'g'`),
  'regex.replaceFirst': replacing(sql`''`),
  'regex.extract': withGroup(
    (text, pattern, group) =>
      sql`CASE WHEN regexp_matches(${text}, ${pattern}) THEN regexp_extract(${text}, ${pattern}, ${group}) END`,
  ),
  'regex.extractAll': withGroup(
    (text, pattern, group) =>
      sql`nullif(regexp_extract_all(${text}, ${pattern}, ${group}), CAST([] AS VARCHAR[]))`,
  ),
};
