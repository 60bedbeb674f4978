import type { Cell } from '@sealbreak/spl';
import { groupDigits } from '../report/number.ts';
import { shortClient } from './short-client.ts';

/** What a filter does to a cell. The table is the documentation of the filters, and the parser's source of truth. */
export interface TemplateFilter {
  readonly doc: string;
  readonly example: string;
  readonly minArgs: number;
  readonly maxArgs: number;
  /** Total: any cell gives a cell, nothing throws. */
  readonly apply: (cell: Cell, args: readonly string[]) => Cell;
}

/** How many values of a multivalue are printed when a template does not say. */
const defaultListLength = 3;

const longestValue = 200;

export const templateFilters: Readonly<Record<string, TemplateFilter>> = {
  list: {
    doc: 'The first values, joined in words; how many more there are is said. The argument is how many to print.',
    example: '{{Operations | list 2}} -> "Send, Move and 3 more"',
    minArgs: 0,
    maxArgs: 1,
    apply: (cell, [limit]) => joinValues(cellValues(cell), Number(limit ?? defaultListLength)),
  },
  plural: {
    doc: 'The number with the right word: one form for 1, the other for every other number. Null counts as 0.',
    example: '{{DistinctMailboxes | plural mailbox mailboxes}} -> "7 mailboxes"',
    minArgs: 2,
    maxArgs: 2,
    apply: (cell, [one = '', many = '']) => `${cellText(cell ?? 0)} ${Number(cell) === 1 ? one : many}`,
  },
  times: {
    doc: 'How often, in words: once, twice, 3 times. Null counts as 0.',
    example: '{{EventCount | times}} -> "3 times"',
    minArgs: 0,
    maxArgs: 0,
    apply: (cell) => timesWords[Number(cell ?? 0)] ?? `${cellText(cell)} times`,
  },
  duration: {
    doc: 'Seconds in words, the two largest units. Null and what is no number stay as they are.',
    example: '{{DelaySeconds | duration}} -> "4 hours 31 minutes"',
    minArgs: 0,
    maxArgs: 0,
    apply: (cell) => (typeof cell === 'number' && Number.isFinite(cell) ? durationWords(cell) : cell),
  },
  client: {
    doc: 'The program in each Exchange client string, without protocol and application id.',
    example: '{{UserAgents | client}} -> "python-requests/2.28.1"',
    minArgs: 0,
    maxArgs: 0,
    apply: (cell) => toCell([...new Set(cellValues(cell).map(shortClient))]),
  },
  or: {
    doc: 'The argument, when there is no value or an empty one.',
    example: '{{ClientIPs | or "no address"}} -> "no address"',
    minArgs: 1,
    maxArgs: 1,
    apply: (cell, [fallback = '']) => (cellText(cell) === '' ? fallback : cell),
  },
};

const timesWords: Readonly<Record<number, string>> = { 0: 'never', 1: 'once', 2: 'twice' };

const durationUnits = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** The two largest units, the rest cut off. */
function durationWords(seconds: number): string {
  let rest = Math.floor(Math.abs(seconds));
  const parts = durationUnits.map(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return { count, words: `${groupDigits(count)} ${unit}${count === 1 ? '' : 's'}` };
  });
  const first = parts.findIndex(({ count }) => count > 0);
  const shown = first < 0 ? parts.slice(-1) : parts.slice(first, first + 2).filter(({ count }) => count > 0);
  return shown.map(({ words }) => words).join(' ');
}

/** A cell as words: numbers with grouped digits, a multivalue as a list, null as the empty text. */
export function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return groupDigits(cell);
  if (typeof cell === 'string') return clip(cell);
  return joinValues(cell, defaultListLength);
}

function cellValues(cell: Cell): readonly string[] {
  if (cell === null) return [];
  return Array.isArray(cell)
    ? (cell as readonly string[])
    : [typeof cell === 'number' ? groupDigits(cell) : String(cell)];
}

function toCell(values: readonly string[]): Cell {
  return values.length === 0 ? null : values.length === 1 ? (values[0] ?? null) : values;
}

function joinValues(values: readonly string[], limit: number): string {
  const shown = values.slice(0, limit).map(clip);
  const more = values.length - shown.length;
  const parts = more > 0 ? [...shown, `${groupDigits(more)} more`] : shown;
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** A title is read by people: one endless value must not push everything else out of it. */
function clip(value: string): string {
  if (value.length <= longestValue) return value;
  return `${value.slice(0, longestValue).replace(/[\ud800-\udbff]$/, '')}…`;
}
