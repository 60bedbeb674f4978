/** Units of time modifiers. Source: Search Reference, time modifiers. */
export type TimeUnit = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year';

/** How each unit may be written, separated by blanks. */
export const unitSpellings: Readonly<Record<TimeUnit, string>> = {
  second: 's sec secs second seconds',
  minute: 'm min minute minutes mins',
  hour: 'h hr hrs hour hours',
  day: 'd day days',
  week: 'w week weeks',
  month: 'mon month months',
  quarter: 'q qtr qtrs quarter quarters',
  year: 'y yr yrs year years',
};

const bySpelling: ReadonlyMap<string, TimeUnit> = new Map(
  // The keys of a Record<TimeUnit, _> literal are TimeUnits.
  (Object.entries(unitSpellings) as [TimeUnit, string][]).flatMap(([unit, words]) =>
    words.split(' ').map((word) => [word, unit] as const),
  ),
);

/** The unit with this spelling (`mon`, `hrs`), lower case. */
export function timeUnitOf(word: string): TimeUnit | undefined {
  return bySpelling.get(word);
}

/** Lengths of the units that have the same length always (in UTC). */
export const unitSeconds: Readonly<Partial<Record<TimeUnit, number>>> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
};

/** Lengths of the units that follow the calendar. */
export const unitMonths: Readonly<Partial<Record<TimeUnit, number>>> = { month: 1, quarter: 3, year: 12 };
