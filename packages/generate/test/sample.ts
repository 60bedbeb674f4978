import { generate } from '../src/generate.ts';
import type { AuditRecord } from './starting-detection.ts';

/** A data set of moderate size that several tests look at. */
export const SAMPLE = generate({ seed: 11, events: 12_000 });
export const SAMPLE_LINES: readonly string[] = [...SAMPLE.events()];
export const SAMPLE_RECORDS: readonly AuditRecord[] = SAMPLE_LINES.map((line) => JSON.parse(line));

/** The first delivery of each record. */
export function firstDeliveries(records: readonly AuditRecord[]): AuditRecord[] {
  const seen = new Set<unknown>();
  return records.filter((record) => !seen.has(record['Id']) && seen.add(record['Id']));
}
