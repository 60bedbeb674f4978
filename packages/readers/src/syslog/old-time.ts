const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const PATTERN = /^([A-Z][a-z]{2}) ([ 0-3]?\d) (?:(\d{4}) )?(\d\d):(\d\d):(\d\d)(\.\d{1,9})?$/;
const DAY_MS = 86_400_000;
/** Between two 29ths of February lie up to eight years. */
const YEARS_BACK = 8;

/**
 * Reads `Mmm dd hh:mm:ss`, which says neither year nor zone: UTC, in the latest year in which it is not later than the last
 * change of the file, give or take a day for zones. Null when there is no such day or hour.
 */
export function readOldTime(
  text: string,
  lastChangeMs: number,
): { readonly iso: string; readonly year: number; readonly isYearAssumed: boolean } | null {
  const [, name = '', day, told, hour, minute, second, fraction = ''] = PATTERN.exec(text) ?? [];
  const month = MONTHS.indexOf(name);
  if (month < 0) return null;
  const latest = told === undefined ? new Date(lastChangeMs + DAY_MS).getUTCFullYear() : Number(told);
  const earliest = told === undefined ? latest - YEARS_BACK : latest;
  for (let year = latest; year >= earliest; year -= 1) {
    const date = new Date(Date.UTC(year, month, Number(day), Number(hour), Number(minute), Number(second)));
    const isReal = date.getUTCMonth() === month && date.getUTCDate() === Number(day) && Number(hour) < 24;
    if (!isReal || (told === undefined && date.getTime() > lastChangeMs + DAY_MS)) continue;
    if (Number(minute) > 59 || Number(second) > 59) return null;
    return { iso: `${date.toISOString().slice(0, 19)}${fraction}Z`, year, isYearAssumed: told === undefined };
  }
  return null;
}
