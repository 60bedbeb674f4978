import type { DuckDBType, DuckDBValue } from '@duckdb/node-api';
import type { Cell } from '@sealbreak/spl';

export type Converter = (value: DuckDBValue) => Cell;

/**
 * Makes the cells of a result column. Numbers of any width become JavaScript numbers, lists become multivalues: one
 * value is the scalar, none is NULL, NULL elements are dropped. Not-a-number and infinity have no place in SPL: NULL.
 */
export function cellConverter(type: DuckDBType): Converter {
  return type.toString().endsWith('[]') ? listCell : scalarCell;
}

function scalarCell(value: DuckDBValue): Cell {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'bigint':
      return Number(value);
    case 'boolean':
      return value ? 'true' : 'false';
    default:
      return value === null ? null : String(value);
  }
}

function listCell(value: DuckDBValue): Cell {
  if (value === null || typeof value !== 'object' || !('items' in value)) return scalarCell(value);
  const texts: string[] = [];
  for (const item of value.items as readonly DuckDBValue[]) {
    const cell = scalarCell(item);
    if (cell !== null) texts.push(typeof cell === 'string' ? cell : String(cell));
  }
  const [only] = texts;
  return texts.length > 1 ? texts : (only ?? null);
}
