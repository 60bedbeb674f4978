import { describe, expect, it } from 'vitest';
import { generate } from '../src/generate.ts';
import { firstDeliveries, SAMPLE, SAMPLE_RECORDS } from './sample.ts';
import { type AuditRecord, detect, runStartingDetection } from './starting-detection.ts';

const records = firstDeliveries(SAMPLE_RECORDS);
const byId = new Map(records.map((record) => [record['Id'], record]));
const { incidents, expectedRows } = SAMPLE.truth;

describe('ground truth', () => {
  it('begins with the mark by which readers know it', () => {
    expect(JSON.stringify(SAMPLE.truth).startsWith('{"sealbreak":"ground-truth"')).toBe(true);
  });

  it.each([1, 2, 3, 99, 4_294_967_297])('has the rows of the starting detection, seed %i', (seed) => {
    const data = generate({ seed, events: 8_000 });
    const all = [...data.events()].map((line): AuditRecord => JSON.parse(line));
    expect(data.truth.expectedRows).toEqual(runStartingDetection(firstDeliveries(all)));
  });

  it('has all the risk levels and types, and counts that duplicates would change', () => {
    expect(new Set(expectedRows.map((row) => `${row.DetectionType} ${row.RiskLevel}`))).toEqual(
      new Set([
        'ExchangeCollectionCmdlet High',
        'SuspiciousEWSClient High',
        'SuspiciousEWSClient Medium',
        'CrossMailboxAccess High',
        'CrossMailboxAccess Medium',
      ]),
    );
    expect(runStartingDetection(SAMPLE_RECORDS)).not.toEqual(expectedRows);
  });

  it('finds nothing in the ordinary traffic', () => {
    const planted = new Set(incidents.flatMap(({ recordIds }) => recordIds));
    const found = records.filter((record) => !planted.has(String(record['Id'])) && detect(record));
    expect(found).toEqual([]);
  });

  it.each(incidents)('$id: every record is in the data', (incident) => {
    const ids = [...incident.recordIds, ...incident.contextRecordIds];
    expect(ids.filter((id) => !byId.has(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining([...incident.duplicatedRecordIds]));
    for (const id of incident.duplicatedRecordIds) {
      expect(SAMPLE_RECORDS.filter((record) => record['Id'] === id)).toHaveLength(2);
    }
  });

  it.each(incidents)('$id: times, actor and mailboxes are those of its records', (incident) => {
    const own = incident.recordIds.map((id): AuditRecord => byId.get(id) ?? {});
    const times = own.map((record) => String(record['CreationTime'])).sort();
    expect([times[0], times.at(-1)]).toEqual([incident.firstTime, incident.lastTime]);
    const owners = new Set(own.flatMap((record) => (record['MailboxOwnerUPN'] as string | undefined) ?? []));
    if (owners.size > 0) expect([...owners].sort()).toEqual([...incident.mailboxes].sort());
    for (const record of own) {
      const names = [record['UserId'], record['ClientAppId'], record['ClientIPAddress']];
      expect(names).toContain(incident.actor);
    }
  });

  it.each(incidents)('$id: seen by the starting detection: $expectedByStartingDetection', (incident) => {
    const own = incident.recordIds.map((id): AuditRecord => byId.get(id) ?? {});
    const seen = runStartingDetection(own).length > 0;
    expect(seen).toBe(incident.expectedByStartingDetection);
    expect(incident.files).toEqual([]);
  });

  it('has attacks and false positives, seen and unseen', () => {
    const kinds = new Set(incidents.map((i) => `${i.verdict} ${i.expectedByStartingDetection}`));
    expect(kinds).toEqual(
      new Set(['attack true', 'attack false', 'false-positive true', 'legitimate false']),
    );
  });
});
