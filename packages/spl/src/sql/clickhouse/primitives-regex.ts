import type { PlanExpr } from '../../plan/expr.ts';
import type { RegexPrimitive } from '../../plan/primitive.ts';
import { binary, isLiteral, literalText, literalValue, type SqlPrimitive, ternary } from '../primitive.ts';
import { quoteInteger } from '../quote-integer.ts';
import { type Sql, sql } from '../sql.ts';
import { once } from './once.ts';
import { emptyList, quoteText } from './quote.ts';
import { guarded } from './regex-syntax.ts';

/** ClickHouse's `.` matches a newline, PCRE's and DuckDB's do not. */
const dotStops = '(?-s)';

/**
 * ClickHouse first looks for a text that each match must hold, and takes part of a group's name for such a text when an
 * underscore is in it: `(?P<app_id>.)` matches nothing (seen in 26.7). A group that ignores case ends that search.
 */
const noShortcut = '(?i:)';

function patternLiteral(pattern: string): Sql {
  return quoteText(`${dotStops}${pattern.includes('(?P<') ? noShortcut : ''}${pattern}`);
}

/** A literal pattern was checked when the search was compiled, any other is checked for each row. */
function withPattern(pattern: Sql, expr: PlanExpr | undefined, result: (pattern: Sql) => Sql): Sql {
  if (expr?.op === 'literal') return result(patternLiteral(String(expr.value ?? '')));
  return guarded(pattern, (checked) => result(sql`concat(${quoteText(dotStops + noShortcut)}, ${checked})`));
}

function replacing(name: Sql): SqlPrimitive {
  return (args, exprs) =>
    ternary((text, pattern, replacement) =>
      withPattern(
        pattern,
        exprs[1],
        (dotted) => sql`${name}(${text}, ${dotted}, ${rewrite(replacement, exprs[2])})`,
      ),
    )(args, exprs);
}

/** RE2 reads `\x` with any other letter than a digit as a mistake: such a backslash is doubled. */
function rewrite(replacement: Sql, expr: PlanExpr | undefined): Sql {
  if (isLiteral(expr)) return replacement;
  const doubled = sql`replaceAll(${replacement}, '\\\\', '\\\\\\\\')`;
  return sql`replaceRegexpAll(${doubled}, '\\\\\\\\\\\\\\\\([0-9])', '\\\\\\\\\\\\1')`;
}

/** All matches; extractAll gives the first group, which here is the whole match. */
function allMatches(text: Sql, pattern: string, group: number): Sql {
  if (group === 0) return sql`extractAll(${text}, ${patternLiteral(`(${pattern})`)})`;
  const rows = sql`extractAllGroupsVertical(${text}, ${patternLiteral(pattern)})`;
  return sql`arrayMap(r -> r[${quoteInteger(group)}], ${rows})`;
}

const extractAll: SqlPrimitive = (args, exprs) =>
  binary((text) => {
    const matches = allMatches(sql`assumeNotNull(t)`, literalText(exprs, 1), Number(literalValue(exprs, 2)));
    return once(sql`toNullable(${text})`, sql`t`, sql`if(isNull(t), ${emptyList}, ${matches})`);
  })(args, exprs);

const extract: SqlPrimitive = (args, exprs) =>
  binary((text, pattern) => {
    const group = quoteInteger(Number(literalValue(exprs, 2)));
    return withPattern(
      pattern,
      exprs[1],
      (dotted) => sql`if(match(${text}, ${dotted}), regexpExtract(${text}, ${dotted}, ${group}), NULL)`,
    );
  })(args, exprs);

export const regexPrimitives: Readonly<Record<RegexPrimitive, SqlPrimitive>> = {
  'regex.matches': (args, exprs) =>
    binary((text, pattern) =>
      withPattern(pattern, exprs[1], (dotted) => sql`(match(${text}, ${dotted}) = 1)`),
    )(args, exprs),
  'regex.replace': replacing(sql`replaceRegexpAll`),
  'regex.replaceFirst': replacing(sql`replaceRegexpOne`),
  'regex.extract': extract,
  'regex.extractAll': extractAll,
};
