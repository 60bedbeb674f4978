import type { TimePiece } from '../../time/strftime.ts';
import { quoteInteger } from '../quote-integer.ts';
import { joinSql, type Sql, sql } from '../sql.ts';
import { withDate, yearOfDate } from './calendar.ts';
import { quoteList, quoteText } from './quote.ts';

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);
const weekdays = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');
const short = (names: readonly string[]): readonly string[] => names.map((name) => name.slice(0, 3));

/** 0 is Sunday. */
const weekday = sql`(toDayOfWeek(d) % 7)`;
const dayOfYear = sql`toInt32(toDayOfYear(d))`;

interface NumberPiece {
  readonly value: Sql;
  readonly width: number;
  readonly pad: '0' | ' ';
}

function number(value: Sql, width: number, pad: '0' | ' ' = '0'): NumberPiece {
  return { value, width, pad };
}

/** Variables that print a number, which `%-` prints without padding. */
const numbers: Readonly<Record<string, NumberPiece>> = {
  Y: number(yearOfDate, 4),
  y: number(sql`(toYear(d) % 100)`, 2),
  m: number(sql`toMonth(d)`, 2),
  d: number(sql`toDayOfMonth(d)`, 2),
  j: number(sql`toDayOfYear(d)`, 3),
  H: number(sql`toHour(d)`, 2),
  I: number(sql`((toHour(d) + 11) % 12 + 1)`, 2),
  M: number(sql`toMinute(d)`, 2),
  S: number(sql`toSecond(d)`, 2),
  w: number(weekday, 1),
  u: number(sql`toDayOfWeek(d)`, 1),
  U: number(sql`intDiv(${dayOfYear} + 6 - ${weekday}, 7)`, 2),
  W: number(sql`intDiv(${dayOfYear} + 6 - (${weekday} + 6) % 7, 7)`, 2),
  V: number(sql`toISOWeek(d)`, 2),
  G: number(sql`(toISOYear(d) + 400 * toInt32(assumeNotNull(y)))`, 4),
  e: number(sql`toDayOfMonth(d)`, 2, ' '),
  k: number(sql`toHour(d)`, 2, ' '),
  l: number(sql`((toHour(d) + 11) % 12 + 1)`, 2, ' '),
};

const texts: Readonly<Record<string, Sql>> = {
  p: sql`if(toHour(d) < 12, 'AM', 'PM')`,
  b: sql`${quoteList(short(months))}[toMonth(d)]`,
  B: sql`${quoteList(months)}[toMonth(d)]`,
  a: sql`${quoteList(short(weekdays))}[toDayOfWeek(d)]`,
  A: sql`${quoteList(weekdays)}[toDayOfWeek(d)]`,
  s: sql`toString(toInt64(assumeNotNull(floor(t))))`,
};

const fixedText: Readonly<Record<string, string>> = { '%z': '+0000', '%:z': '+00:00', '%Z': 'UTC' };

/** The text of a time, piece by piece. Times are those of UTC. */
export function formatTime(time: Sql, pieces: readonly TimePiece[]): Sql {
  const parts = pieces.map(part);
  const text = sql`concat(${joinSql([sql`''`, ...parts], sql`, `)})`;
  return withDate(time, text);
}

function part(piece: TimePiece): Sql {
  if (piece.startsWith('=')) return quoteText(piece.slice(1));
  const fixed = fixedText[piece];
  if (fixed !== undefined) return quoteText(fixed);
  const letter = piece.at(-1) ?? '';
  const known = numbers[letter];
  if (/^%-?[a-zA-Z]$/.test(piece) && known !== undefined) {
    const digits = sql`toString(${known.value})`;
    if (piece.startsWith('%-')) return digits;
    return sql`leftPad(${digits}, ${quoteInteger(known.width)}, ${quoteText(known.pad)})`;
  }
  return texts[letter] ?? subseconds(Number(piece.slice(1, -1)));
}

/** Digits of the second's fraction; a double carries six of them. */
function subseconds(digits: number): Sql {
  const six = sql`leftPad(toString(positiveModulo(toUnixTimestamp64Micro(d), 1000000)), 6, '0')`;
  return digits <= 6
    ? sql`left(${six}, ${quoteInteger(digits)})`
    : sql`rightPad(${six}, ${quoteInteger(digits)}, '0')`;
}
