import { joinSql, quoteText, type Sql, sql } from '@sealbreak/spl';
import type { RecordKind } from '../record-kind.ts';
import { requiredKeys } from '../source/field-value.ts';
import type { RecordSource } from '../source/record-source.ts';
import type { ScanLayout } from '../source/scan-layout.ts';
import type { LoadShape } from './load-shape.ts';

/** What the one fast pass over a file cannot settle by itself, as SQL on its rows: see health.ts for the second look. */

/** A malformed line is a row of NULLs. Without required keys that is only a suspicion: see health.ts. */
export function incompleteRecord(kind: RecordKind, layout: ScanLayout, source: RecordSource): Sql {
  const missing = kind.required.map((key) => sql`${source.column(key).sql} IS NULL`);
  if (missing.length > 0) return sql`(${joinSql(missing, sql` OR `)})`;
  if (layout.mode === 'objects') return sql`NOT ${source.isObject}`;
  const empty = [...layout.keys.keys()].map((key) => sql`${source.column(key).sql} IS NULL`);
  return sql`(${joinSql(empty, sql` AND `)})`;
}

/**
 * A text that reads as an array or object may be one: then the field has no value, and an event may be wrongly left out if
 * it is that lack that a search looks for. What is wrongly kept shows later (`keptDoubt`).
 */
export function testedDoubt(layout: ScanLayout, source: RecordSource, tested: ReadonlySet<string>): Sql {
  if (layout.mode === 'objects') return sql`false`;
  const keys = new Set([...tested].flatMap((field) => requiredKeys(field).map(({ key }) => key)));
  const texts = [...keys]
    .filter((key) => layout.keys.get(key) === 'text')
    .map((key) => source.column(key).sql);
  if (texts.length === 0) return sql`false`;
  // The cheapest test of a first character is to compare the text; this runs on every record of the files.
  const gates = texts.map((text) => sql`(${text} >= '[' AND ${text} < '\\') OR ${text} >= '{'`);
  return sql`CASE WHEN ${joinSql(gates, sql` OR `)} THEN ${joinSql(texts.map(isContainer), sql` OR `)} ELSE false END`;
}

function isContainer(text: Sql): Sql {
  return sql`CASE WHEN ${text} >= '[' AND (starts_with(${text}, '{') OR starts_with(${text}, '[')) THEN json_valid(${text}) ELSE false END`;
}

/** A record that has, say, its own index: the load was made as if none had. */
export function ownFieldDoubts(layout: ScanLayout, source: RecordSource): readonly Sql[] {
  return layout.watched.map((key) => sql`${source.column(key).sql} IS NOT NULL`);
}

/** How DuckDB writes a number that is no integer. */
const FRACTION = '-?[0-9]+(\\.[0-9]+|(\\.[0-9]+)?e[+-]?[0-9]+)';

/**
 * What matters for kept events only: a text that is a number with a fraction may have been written otherwise in the record
 * (`1.50`, `1e5`); a text may be an array or object.
 */
export function keptDoubt(
  { layout, shape }: { readonly layout: ScanLayout; readonly shape: LoadShape },
  tested: ReadonlySet<string>,
  slot: (field: string) => Sql,
): Sql {
  // The gate costs a hundredth of the match, and few texts begin like a number.
  const isFraction = (text: Sql): Sql =>
    sql`CASE WHEN ${text} < ':' THEN coalesce(regexp_full_match(${text}, ${quoteText(FRACTION)}), false) ELSE false END`;
  const texts = shape.texts.filter((field) => field !== '_raw');
  const fractions = layout.keepsNumberText
    ? []
    : [
        ...texts.map((field) => isFraction(slot(field))),
        ...shape.lists.map(
          (field) =>
            sql`coalesce(len(list_filter(${slot(field)}, lambda item: ${isFraction(sql`item`)})) > 0, false)`,
        ),
      ];
  const containers =
    layout.mode === 'objects'
      ? []
      : texts
          .filter((field) => !tested.has(field) && layout.keys.get(field) === 'text')
          .map((field) => isContainer(slot(field)));
  const doubts = [...fractions, ...containers];
  return doubts.length === 0 ? sql`false` : sql`(${joinSql(doubts, sql` OR `)})`;
}
