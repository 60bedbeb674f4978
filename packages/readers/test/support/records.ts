/** Synthetic audit records; nothing in them comes from real data. */
export interface SyntheticRecord {
  readonly [key: string]: unknown;
}

export function auditRecord(index: number, more: Readonly<Record<string, unknown>> = {}): SyntheticRecord {
  const hex = index.toString(16).padStart(12, '0');
  return {
    CreationTime: `2026-03-0${(index % 9) + 1}T10:${String(index % 60).padStart(2, '0')}:07`,
    Id: `00000000-0000-4000-8000-${hex}`,
    Operation: index % 3 === 0 ? 'MailItemsAccessed' : 'Set-Mailbox',
    OrganizationId: '11111111-2222-4333-8444-555555555555',
    RecordType: index % 3 === 0 ? 50 : 1,
    ResultStatus: 'Succeeded',
    UserType: 0,
    UserKey: `1003${index}`,
    Workload: 'Exchange',
    UserId: `user${index}@example.com`,
    ClientInfoString: 'Client=REST;"quoted" \\ {[,:]}',
    Parameters: [
      { Name: 'Identity', Value: `mailbox ${index} é` },
      { Name: 'Force', Value: 'True' },
    ],
    ...more,
  };
}

export function auditRecords(count: number): SyntheticRecord[] {
  return Array.from({ length: count }, (_, index) => auditRecord(index));
}

export function ndjson(records: readonly unknown[], lineEnd = '\n'): string {
  return records.map((record) => JSON.stringify(record) + lineEnd).join('');
}

export function csvLine(cells: readonly string[], delimiter = ','): string {
  return `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter)}\r\n`;
}
