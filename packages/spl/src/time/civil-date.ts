/** A date of the proleptic Gregorian calendar. `month` and `day` begin at 1. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Days from 1970-01-01 to the first of a month; `month` (from 1) may lie outside 1..12. */
function daysToMonth(year: number, month: number): number {
  const months = year * 12 + month - 1;
  // Years are counted from March, so that the leap day is the last day of a year.
  const shifted = months - 2;
  const y = Math.floor(shifted / 12);
  const m = shifted - y * 12;
  const days = Math.floor((153 * m + 2) / 5);
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + days - 719_468;
}

/** Days from 1970-01-01. */
export function daysOf({ year, month, day }: CivilDate): number {
  return daysToMonth(year, month) + day - 1;
}

export function daysInMonth(year: number, month: number): number {
  return daysToMonth(year, month + 1) - daysToMonth(year, month);
}

export function civilDateOf(days: number): CivilDate {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const m = Math.floor((5 * dayOfYear + 2) / 153);
  const month = m < 10 ? m + 3 : m - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * m + 2) / 5) + 1,
  };
}

/** The same day of another month, or its last day when it is shorter. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const count = date.year * 12 + date.month - 1 + months;
  const year = Math.floor(count / 12);
  const month = count - year * 12 + 1;
  return { year, month, day: Math.min(date.day, daysInMonth(year, month)) };
}
