import type { TimePiece } from '../../time/strftime.ts';
import { quoteInteger } from '../quote-integer.ts';
import { joinSql, type Sql, sql } from '../sql.ts';
import { quoteText } from './quote.ts';
import { inCalendar, timestamp } from './timestamp.ts';

/** Letters that DuckDB's strftime prints as SPL does. */
const native = /^%-?[YymdjHIMSpbBaAwuUWVG]$/;

/** Space for zero in a two-digit field: ` 5`. */
function spaced(part: Sql): Sql {
  return sql`lpad(CAST(${part} AS VARCHAR), 2, ' ')`;
}

/** Variables that DuckDB's strftime lacks. Times are those of UTC. */
const computed: Readonly<Record<string, (time: Sql) => Sql>> = {
  '%e': (time) => spaced(sql`day(${timestamp(time)})`),
  '%k': (time) => spaced(sql`hour(${timestamp(time)})`),
  '%l': (time) => spaced(sql`((hour(${timestamp(time)}) + 11) % 12 + 1)`),
  '%s': (time) => sql`CAST(CAST(floor(${time}) AS BIGINT) AS VARCHAR)`,
};

const fixedText: Readonly<Record<string, string>> = { '%z': '+0000', '%:z': '+00:00', '%Z': 'UTC' };

/** The text of a time, as one strftime call for every run of pieces that DuckDB knows. */
export function formatTime(time: Sql, pieces: readonly TimePiece[]): Sql {
  const parts: Sql[] = [];
  let run = '';
  const flush = (): void => {
    if (run === '') return;
    parts.push(
      /%[^%]/.test(run.replaceAll('%%', ''))
        ? sql`strftime(${timestamp(time)}, ${quoteText(run)})`
        : quoteText(run.replaceAll('%%', '%')),
    );
    run = '';
  };
  for (const piece of pieces) {
    const text = piece.startsWith('=') ? piece.slice(1) : fixedText[piece];
    if (text !== undefined) run += text.replaceAll('%', '%%');
    else if (native.test(piece)) run += piece;
    else {
      flush();
      parts.push(computed[piece]?.(time) ?? subseconds(time, Number(piece.slice(1, -1))));
    }
  }
  flush();
  return inCalendar(time, parts.length === 0 ? sql`''` : joinSql(parts, sql` || `));
}

/** Digits of the second's fraction; a double carries six of them. */
function subseconds(time: Sql, digits: number): Sql {
  const six = sql`strftime(${timestamp(time)}, '%f')`;
  return digits <= 6
    ? sql`left(${six}, ${quoteInteger(digits)})`
    : sql`rpad(${six}, ${quoteInteger(digits)}, '0')`;
}
