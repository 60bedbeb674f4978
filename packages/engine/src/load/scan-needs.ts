import { type QueryPlan, type ScanPlan, scanRequirements } from '@sealbreak/spl';
import type { ScanNeed } from './request.ts';

/** What each scan of a query asks of the events. */
export function scanNeeds(query: QueryPlan): (scan: ScanPlan) => ScanNeed | undefined {
  const needs = new Map(scanRequirements(query).map((need) => [need.scanId, need]));
  return (scan) => needs.get(scan.id);
}
