import { describe, expect, it } from 'vitest';
import { SAMPLE, SAMPLE_LINES, SAMPLE_RECORDS } from './sample.ts';
import type { AuditRecord } from './starting-detection.ts';

const people = SAMPLE_RECORDS.filter(
  (record) =>
    record['LogonType'] === 0 && /MSExchangeRPC|OWA|OutlookService/.test(String(record['ClientInfoString'])),
);
const share = (records: readonly AuditRecord[]) => records.length / SAMPLE_RECORDS.length;
const hour = (record: AuditRecord) => Number(String(record['CreationTime']).slice(11, 13));
const weekday = (record: AuditRecord) => new Date(`${record['CreationTime']}Z`).getUTCDay();

describe('ordinary traffic', () => {
  it('is mostly people at their mail', () => {
    expect(share(people)).toBeGreaterThan(0.5);
    expect(share(SAMPLE_RECORDS.filter((r) => r['RecordType'] === 50))).toBeGreaterThan(0.4);
    expect(share(SAMPLE_RECORDS.filter((r) => r['RecordType'] === 1))).toBeGreaterThan(0.05);
  });

  it('keeps office hours', () => {
    const weekend = people.filter((record) => [0, 6].includes(weekday(record)));
    expect(weekend.length / people.length).toBeLessThan(0.12);
    const night = people.filter((record) => hour(record) >= 22 || hour(record) < 1);
    expect(night.length / people.length).toBeLessThan(0.05);
    expect(weekend.length).toBeGreaterThan(0);
  });

  it('has about two hundred mailboxes, none of them idle for two weeks except a few', () => {
    const owners = new Set(SAMPLE_RECORDS.flatMap((r) => (r['MailboxOwnerUPN'] as string | undefined) ?? []));
    expect(owners.size).toBeGreaterThan(185);
    expect(owners.size).toBeLessThanOrEqual(SAMPLE.truth.options.mailboxes);
  });

  it('has sessions that last: a device keeps its SessionId for days', () => {
    const daysOf = new Map<unknown, Set<string>>();
    for (const record of people) {
      const session = record['SessionId'];
      const days = daysOf.get(session) ?? new Set();
      daysOf.set(session, days.add(String(record['CreationTime']).slice(0, 10)));
    }
    const lasting = [...daysOf.values()].filter((days) => days.size > 1);
    expect(lasting.length / daysOf.size).toBeGreaterThan(0.3);
  });

  it('deletes messages that were opened before', () => {
    const idsOf = (record: AuditRecord) =>
      [...JSON.stringify(record).matchAll(/"InternetMessageId":"([^"]+)"/g)].map(([, id]) => id);
    const opened = new Set(people.filter((r) => r['RecordType'] === 50).flatMap(idsOf));
    const deleted = people.filter((r) => r['Operation'] === 'MoveToDeletedItems').flatMap(idsOf);
    expect(deleted.filter((id) => opened.has(id)).length).toBeGreaterThan(20);
  });

  it('names nobody real: invented domains and reserved addresses only', () => {
    const text = SAMPLE_LINES.join('\n');
    for (const [, domain] of text.matchAll(/@([a-z0-9.-]+\.[a-z]+)/gi)) {
      expect(domain).toMatch(/\.example$|^live\.com$/);
    }
    for (const [address] of text.matchAll(/(?<![\d.])\d{1,3}(\.\d{1,3}){3}(?![\d.])/g)) {
      expect(address).toMatch(
        /^(192\.0\.2|198\.51\.100|203\.0\.113|198\.1[89]\.\d+|10\.44\.\d+)\.\d+$|^(\d+\.0\.0\.0|15\.20\.\d+\.\d+)$/,
      );
    }
    for (const record of SAMPLE_RECORDS) {
      for (const field of ['ClientIP', 'ClientIPAddress', 'ActorIpAddress']) {
        const address = String(record[field] ?? '');
        if (address.includes('::') || address.includes('[')) {
          expect(address).toMatch(/^(\[?2001:db8:[0-9a-f:]+\]?(:\d+)?|::1)$/);
        }
      }
    }
  });
});
