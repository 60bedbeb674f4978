import { daysInMonth, daysOf } from './civil-date.ts';

/** 2024-03-01, 2024-03-01T10:00, 2024-03-01 10:00:00.5+02:00; without a zone UTC. */
const iso =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)(?:[T ](?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d(?:\.\d{1,9})?))?(?:Z|(?<sign>[+-])(?<zoneHour>\d\d):?(?<zoneMinute>\d\d))?)?$/;

/** Splunk's own form, `%m/%d/%Y:%H:%M:%S`. */
const splunk =
  /^(?<month>\d{1,2})\/(?<day>\d{1,2})\/(?<year>\d{4}):(?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d(?:\.\d{1,9})?)$/;

/** Epoch seconds of a written point in time, or undefined when it is in neither form or does not exist. */
export function absoluteTime(text: string): number | undefined {
  const parts = (iso.exec(text) ?? splunk.exec(text))?.groups;
  if (!parts) return undefined;
  const part = (name: string): number => Number(parts[name] ?? 0);
  const year = part('year');
  const month = part('month');
  const day = part('day');
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  if (part('hour') > 23 || part('minute') > 59 || part('second') >= 60) return undefined;
  if (part('zoneHour') > 23 || part('zoneMinute') > 59) return undefined;
  const zone = (part('zoneHour') * 60 + part('zoneMinute')) * (parts['sign'] === '-' ? -60 : 60);
  return (
    daysOf({ year, month, day }) * 86_400 + part('hour') * 3600 + part('minute') * 60 + part('second') - zone
  );
}
