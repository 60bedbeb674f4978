import { type Finding, severities } from '../finding.ts';

/** Worst first: severity, risk, number of mailboxes, the latest; the id settles what is left. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    severities.indexOf(b.severity) - severities.indexOf(a.severity) ||
    b.risk - a.risk ||
    b.entities.mailboxes.length - a.entities.mailboxes.length ||
    compareTimes(b.lastSeen, a.lastSeen) ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}

/** An unknown time is before every other. */
function compareTimes(a: number | null, b: number | null): number {
  if (a === b) return 0;
  return (a ?? Number.NEGATIVE_INFINITY) < (b ?? Number.NEGATIVE_INFINITY) ? -1 : 1;
}
