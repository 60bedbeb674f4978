import type { Sql } from './sql.ts';

/** An integer literal, for arguments of an engine's own functions. */
export function quoteInteger(value: number): Sql {
  return { kind: 'sql', text: String(Math.trunc(value)) };
}
