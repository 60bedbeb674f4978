import { type Finding, type Severity, severities, type TimelineBin } from '../finding.ts';

/** Widths that a person can read off an axis, in seconds. */
const widths: readonly number[] = [
  60, 300, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400, 172_800, 604_800, 2_592_000, 31_536_000,
];

const wantedBins = 60;

/** The width of a bin for a period: the smallest readable one that gives at most 60 bins. */
export function timelineWidth(first: number, last: number): number {
  return widths.find((width) => (last - first) / width <= wantedBins) ?? 31_536_000;
}

/**
 * Bins for a report: how many events, and how many of those behind findings by the finding's severity. `bins` are those of
 * the engine, in order of time. A finding's events are known one by one only as far as they are shown, so its matched
 * events are spread over the bins of its shown events, or between its first and last time.
 */
export function timelineBins(
  bins: readonly { readonly start: number; readonly records: number }[],
  seconds: number,
  findings: readonly Finding[],
): readonly TimelineBin[] {
  const counts = new Map(bins.map(({ start, records }) => [start, records]));
  const first = bins[0]?.start;
  const last = bins.at(-1)?.start;
  if (first === undefined || last === undefined) return [];
  const matched = new Map<number, Record<Severity, number>>();
  for (const finding of findings) {
    for (const time of findingTimes(finding)) {
      const start = Math.floor(time / seconds) * seconds;
      const bin = matched.get(start) ?? noneMatched();
      bin[finding.severity] += 1;
      matched.set(start, bin);
    }
  }
  const length = Math.min(1000, Math.round((last - first) / seconds) + 1);
  return Array.from({ length }, (_, i) => {
    const start = first + i * seconds;
    return { start, seconds, events: counts.get(start) ?? 0, matched: matched.get(start) ?? noneMatched() };
  });
}

function noneMatched(): Record<Severity, number> {
  return { informational: 0, low: 0, medium: 0, high: 0, critical: 0 };
}

function findingTimes({ evidence, firstSeen, lastSeen }: Finding): readonly number[] {
  const shown = evidence.shown.flatMap((event) => (event.time === null ? [] : [event.time]));
  if (shown.length >= evidence.total && shown.length > 0) return shown;
  return [...new Set([firstSeen, lastSeen, ...shown])].filter((time) => time !== null);
}

/** True when the severity is at least the other. */
export function isAtLeast(severity: Severity, other: Severity): boolean {
  return severities.indexOf(severity) >= severities.indexOf(other);
}
