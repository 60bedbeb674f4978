import { type Sql, sql } from '../sql.ts';
import { once } from './once.ts';
import { quoteText } from './quote.ts';

/** What a backslash may stand before. Classes by Unicode name are left out: a name that is not known is a mistake. */
const escaped =
  '\\\\(?:[dDsSwWbBAzafnrtv]|x[0-9a-fA-F]{2}|x\\{[0-9a-fA-F]{1,5}\\}|[pP][LMNPSZC]|[^a-zA-Z0-9])';
const characterClass = '\\[\\^?\\]?(?:\\[:[a-z]+:\\]|[^\\]\\[])*\\]';
const repetition = '(?:[*+?]\\??|\\{\\d{1,3}(?:,(?:\\d{1,3})?)?\\}\\??)';
/** Atoms that are no groups, each repeated at most once, and alternatives. */
const flat = `(?:[^()*+?|\\[\\\\]${repetition}?|\\|)*`;
const group = `\\((?:\\?(?:[imsU]*(?:-[imsU]+)?:|P?<[A-Za-z_]\\w*>))?${flat}\\)`;
const flags = '\\(\\?[imsU]*(?:-[imsU]+)?\\)';

/** Groups may be nested so deep. */
const depth = 8;

/**
 * True for text that is surely an RE2 pattern. ClickHouse ends the query at a malformed one and has no function that
 * asks, so the pattern is reduced from the inside: escapes and classes to a letter, then groups, level by level; what
 * remains must be flat. A valid pattern that is too odd for this (deeper groups, `\p{Greek}`) counts as malformed.
 */
export function isPattern(text: Sql): Sql {
  const replace = (from: Sql, pattern: string, to: string): Sql =>
    sql`replaceRegexpAll(${from}, ${quoteText(`(?s)${pattern}`)}, ${quoteText(to)})`;
  let reduced = replace(replace(text, escaped, 'x'), characterClass, 'x');
  reduced = replace(reduced, flags, '');
  for (let level = 0; level < depth; level += 1) reduced = replace(reduced, group, 'x');
  return sql`(match(${reduced}, ${quoteText(`(?s)^${flat}$`)}) = 1)`;
}

/** A result that needs the pattern, NULL where that is malformed. `pattern` names it in the result. */
export function guarded(given: Sql, result: (pattern: Sql) => Sql): Sql {
  const name = sql`pattern`;
  return once(
    sql`toNullable(${given})`,
    name,
    sql`if(${isPattern(name)}, ${result(sql`ifNull(${name}, '')`)}, NULL)`,
  );
}
