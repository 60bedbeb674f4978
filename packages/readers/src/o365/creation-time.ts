/** What the engine reads as it stands: seconds, up to nine digits of fraction, no zone (UTC), `Z` or `±hh:mm`. */
const PLAIN = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|[+-]\d\d:\d\d)?$/;

/** The same, more freely: one-digit parts, no seconds or no time at all, blanks, lower case, `+hhmm`, `UTC`. */
const FREE =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[Tt ]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{0,9}))?)?)? ?(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/;

/** `5/18/2021 9:13:33 PM`, `18.05.2021 21:13:33`: month first, unless a dot or the number says day first. */
const CULTURE =
  /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:,? +(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{0,9}))?)?(?: ?([AaPp])\.?[Mm]\.?)?)?$/;

/** How Windows PowerShell 5 writes a date as JSON: milliseconds since 1970, UTC; an offset there is only for display. */
const POWERSHELL = /^\\?\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\\?\/$/;

const EPOCH = /^\d{9,10}(?:\.\d{1,9})?$/;

/** `plain`: the engine reads the text as it stands. `rewritten`: the same instant as ISO text in UTC. */
export type ReadTime = { readonly kind: 'plain' } | { readonly kind: 'rewritten'; readonly iso: string };

/**
 * Reads the CreationTime of a record: ISO 8601 in the forms that exports use, without a zone in UTC, and PowerShell's
 * `/Date(ms)/`. Null when it is no time; a day or hour that does not exist is no time.
 */
export function readCreationTime(value: unknown): ReadTime | null {
  if (typeof value === 'string') {
    const plain = PLAIN.exec(value);
    if (plain !== null && partsAreReal(plain)) return { kind: 'plain' };
    const iso = freeTime(value.trim()) ?? powershellTime(value.trim());
    return iso === null ? null : { kind: 'rewritten', iso };
  }
  // Windows PowerShell writes some dates as an object with the instant under `value`.
  if (typeof value === 'object' && value !== null && 'value' in value && typeof value.value === 'string') {
    const iso = powershellTime(value.value) ?? freeTime(value.value.trim());
    return iso === null ? null : { kind: 'rewritten', iso };
  }
  return null;
}

/** Reads the time of a wrapper: in addition the operator's culture and seconds since 1970. Gives ISO text in UTC, or null. */
export function readWrapperTime(value: unknown): string | null {
  const time = readCreationTime(value);
  if (time?.kind === 'rewritten') return time.iso;
  if (time?.kind === 'plain') return String(value);
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return null;
  return cultureTime(text.trim()) ?? epochTime(text.trim());
}

function freeTime(text: string): string | null {
  const parts = FREE.exec(text);
  if (parts === null || !partsAreReal(parts)) return null;
  const [, year, month, day, hour, minute, second, fraction, zone] = parts;
  const iso = isoText(year, month, day, hour, minute, second, fraction);
  return iso + zoneText(zone);
}

function zoneText(zone: string | undefined): string {
  if (zone === undefined || /^[A-Za-z]+$/.test(zone)) return 'Z';
  const digits = zone.replace(':', '');
  return `${digits.slice(0, 3)}:${digits.slice(3, 5).padEnd(2, '0')}`;
}

function cultureTime(text: string): string | null {
  const parts = CULTURE.exec(text);
  if (parts === null) return null;
  const [, first = '', separator, second = '', year, hour, minute, seconds, fraction, half] = parts;
  const dayFirst = separator === '.' || Number(first) > 12;
  const month = dayFirst ? second : first;
  const day = dayFirst ? first : second;
  const hour24 =
    half === undefined ? hour : String((Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0));
  if (!partsAreReal([text, year, month, day, hour24, minute, seconds])) return null;
  return `${isoText(year, month, day, hour24, minute, seconds, fraction)}Z`;
}

function powershellTime(text: string): string | null {
  const ms = POWERSHELL.exec(text)?.[1];
  return ms === undefined ? null : isoOfMs(Number(ms));
}

function epochTime(text: string): string | null {
  return EPOCH.test(text) ? isoOfMs(Number(text) * 1000) : null;
}

function isoOfMs(ms: number): string | null {
  const date = new Date(ms);
  const isReal = !Number.isNaN(date.getTime()) && date.getUTCFullYear() >= 1 && date.getUTCFullYear() <= 9999;
  return isReal ? date.toISOString() : null;
}

function isoText(
  year = '',
  month = '',
  day = '',
  hour = '0',
  minute = '0',
  second = '0',
  fraction = '',
): string {
  const two = (part: string) => part.padStart(2, '0');
  const digits = fraction === '' ? '' : `.${fraction}`;
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}${digits}`;
}

/** Year, month, day, hour, minute and second as the groups 1 to 6 of a match. */
function partsAreReal(groups: readonly (string | undefined)[]): boolean {
  const year = Number(groups[1]);
  const month = Number(groups[2]);
  const day = Number(groups[3]);
  const hour = Number(groups[4] ?? 0);
  const minute = Number(groups[5] ?? 0);
  const second = Number(groups[6] ?? 0);
  if (year < 1 || month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return false;
  if (day <= 28) return true;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
