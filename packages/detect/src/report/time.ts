/** Beyond these a Date is invalid (ECMAScript, time values). */
const largestSeconds = 8.64e12;

/** ISO 8601 in UTC, `2026-03-02T09:14:07Z`, milliseconds only when there are any. Null and times no calendar holds give ''. */
export function isoUtc(epochSeconds: number | null): string {
  if (epochSeconds === null || !Number.isFinite(epochSeconds) || Math.abs(epochSeconds) > largestSeconds)
    return '';
  return new Date(Math.round(epochSeconds * 1000)).toISOString().replace('.000Z', 'Z');
}

/** The UTC day, `2026-03-02`; '' as in `isoUtc`. */
export function isoDay(epochSeconds: number | null): string {
  return isoUtc(epochSeconds).split('T')[0] ?? '';
}

const spanUnits: readonly (readonly [seconds: number, one: string, many: string])[] = [
  [86_400, 'day', 'days'],
  [3600, 'hour', 'hours'],
  [60, 'minute', 'minutes'],
  [1, 'second', 'seconds'],
];

/** A length of time in its two largest units: `14 days`, `3 hours 20 minutes`. */
export function formatSpan(seconds: number): string {
  let rest = Math.round(seconds);
  const words: string[] = [];
  for (const [size, one, many] of spanUnits) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) words.push(`${count} ${count === 1 ? one : many}`);
    else if (words.length > 0) break;
  }
  return words.slice(0, 2).join(' ') || 'less than a second';
}
