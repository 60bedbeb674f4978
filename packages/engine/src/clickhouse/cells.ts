import type { Cell } from '@sealbreak/spl';

/**
 * Makes the cells of result rows from their JSON, by the types of the columns. Lists become multivalues: one value is
 * the scalar, none is NULL. Not-a-number and infinity, which JSON spells as null, have no place in SPL.
 */
export function cellsOf(types: readonly string[]): (row: readonly unknown[]) => readonly Cell[] {
  const isList = types.map((type) => type.startsWith('Array('));
  return (row) => row.map((value, index) => (isList[index] === true ? listCell(value) : scalarCell(value)));
}

function scalarCell(value: unknown): Cell {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'boolean':
      return value ? 'true' : 'false';
    default:
      return value === null || value === undefined ? null : JSON.stringify(value);
  }
}

function listCell(value: unknown): Cell {
  if (!Array.isArray(value)) return scalarCell(value);
  const texts = value.flatMap((item) => {
    const cell = scalarCell(item);
    return cell === null ? [] : [typeof cell === 'string' ? cell : String(cell)];
  });
  const [only] = texts;
  return texts.length > 1 ? texts : (only ?? null);
}
