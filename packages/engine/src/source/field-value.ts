import { joinSql, quoteText, type Sql, sql } from '@sealbreak/spl';
import { type FieldPath, fieldPaths, isListField, type PathStep } from '../field-path.ts';

/** A top-level key of the record, as the scan delivers it. */
export interface KeyColumn {
  readonly sql: Sql;
  /** `text`: a VARCHAR that cannot tell the string "[x]" from the array. `json`: exact. */
  readonly type: 'text' | 'json';
}

export type KeyColumns = (key: string) => KeyColumn;

/** What a field needs of the top-level keys: a nested name needs JSON, a plain one is satisfied with text. */
export function requiredKeys(
  field: string,
): readonly { readonly key: string; readonly type: 'text' | 'json' }[] {
  return fieldPaths(field).map((path) => ({
    key: path.key,
    type: path.steps.length === 0 ? 'text' : 'json',
  }));
}

/**
 * The field's value: VARCHAR for a single-valued name, VARCHAR[] (non-empty, no NULLs, document order) for a name with
 * `{}`; else NULL. Objects, arrays and JSON null are no values. Total.
 */
export function fieldValue(field: string, columns: KeyColumns): Sql {
  const list = isListField(field);
  const values = fieldPaths(field).map((path) => {
    const column = columns(path.key);
    if (column.type === 'text') return column.sql;
    return list ? leafTexts(leaves(path, column.sql)) : leafText(path, column.sql);
  });
  const [only] = values;
  return only !== undefined && values.length === 1 ? only : sql`coalesce(${joinSql(values, sql`, `)})`;
}

/** All JSON leaves that the field's value is made of, as JSON[]; needs `json` columns. */
export function fieldLeaves(field: string, columns: KeyColumns): Sql {
  const lists = fieldPaths(field).map((path) => {
    const column = columns(path.key).sql;
    return isListField(field) ? sql`coalesce(${leaves(path, column)}, [])` : sql`[${leaf(path, column)}]`;
  });
  return sql`flatten([${joinSql(lists, sql`, `)}])`;
}

/** A leaf as text; NULL when it is no scalar. Parsing twice is cheaper than building the JSON of the leaf. */
function leafText(path: FieldPath, column: Sql): Sql {
  const runs = runsOf(path.steps);
  const last = runs.at(-1)?.path ?? sql`'$'`;
  const parent = runs.slice(0, -1).reduce((json, run) => sql`json_extract(${json}, ${run.path})`, column);
  return sql`CASE WHEN json_type(${parent}, ${last}) NOT IN ('OBJECT', 'ARRAY') THEN json_extract_string(${parent}, ${last}) END`;
}

function leafTexts(list: Sql): Sql {
  const text = sql`CASE WHEN json_type(leaf) NOT IN ('OBJECT', 'ARRAY') THEN leaf->>'$' END`;
  const texts = sql`list_filter(list_transform(${list}, lambda leaf: ${text}), lambda leaf: leaf IS NOT NULL)`;
  return sql`nullif(${texts}, [])`;
}

function leaf(path: FieldPath, column: Sql): Sql {
  return runsOf(path.steps).reduce((json, run) => sql`json_extract(${json}, ${run.path})`, column);
}

function leaves(path: FieldPath, column: Sql): Sql {
  let current = column;
  let isList = false;
  for (const run of runsOf(path.steps)) {
    const step = (json: Sql): Sql => sql`json_extract(${json}, ${run.path})`;
    if (!isList) current = step(current);
    else if (run.isList) current = sql`flatten(list_transform(${current}, lambda item: ${step(sql`item`)}))`;
    else current = sql`list_transform(${current}, lambda item: ${step(sql`item`)})`;
    isList ||= run.isList;
  }
  return current;
}

interface Run {
  readonly path: Sql;
  readonly isList: boolean;
}

/**
 * Steps as few path expressions. The keys `*` and empty cannot be written in a path (`$."*"` is a wildcard even in
 * quotes), they become a pointer of their own; all others avoid pointers, which would index arrays by a key of digits.
 */
function runsOf(steps: readonly PathStep[]): readonly Run[] {
  const runs: Run[] = [];
  let text = '';
  let isList = false;
  const flush = (): void => {
    if (text !== '') runs.push({ path: quoteText(`$${text}`), isList });
    text = '';
    isList = false;
  };
  for (const step of steps) {
    if (step.op === 'each') {
      text += '[*]';
      isList = true;
    } else if (step.key === '' || step.key === '*') {
      flush();
      runs.push({ path: quoteText(keyPath(step.key)), isList: false });
    } else {
      text += `.${quoteKey(step.key)}`;
    }
  }
  flush();
  return runs;
}

/** The path of a top-level key. */
export function keyPath(key: string): string {
  return key === '' || key === '*' ? `/${key}` : `$.${quoteKey(key)}`;
}

function quoteKey(key: string): string {
  return `"${key.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
