import { csvLine } from './csv.ts';
import { sentinelHeader, sentinelRow } from './sentinel.ts';

/** A form in which records are handed on. */
export interface ExportFormat {
  readonly title: string;
  /** The text of a file with these records, piece by piece. Records are lines of JSON. */
  encode(lines: readonly string[]): Iterable<string>;
}

/** A record's fields that the wrappers repeat. */
interface RecordHead {
  readonly Id: string;
  readonly CreationTime: string;
  readonly RecordType: number;
  readonly Operation: string;
  readonly UserId?: string;
}

/** Names of the record types as Search-UnifiedAuditLog prints them. */
const RECORD_TYPE_NAMES: Readonly<Record<number, string>> = {
  1: 'ExchangeAdmin',
  2: 'ExchangeItem',
  3: 'ExchangeItemGroup',
  6: 'SharePointFileOperation',
  8: 'AzureActiveDirectory',
  15: 'AzureActiveDirectoryStsLogon',
  18: 'SecurityComplianceCenterEOPCmdlet',
  24: 'Discovery',
  50: 'ExchangeItemAggregated',
};

const ndjson: ExportFormat = {
  title: 'NDJSON, one record a line',
  *encode(lines) {
    for (const line of lines) yield `${line}\n`;
  },
};

/** What one content blob of the Management Activity API answers: an array on one line. */
const apiBlob: ExportFormat = {
  title: 'Management Activity API blob (JSON array)',
  *encode(lines) {
    let before = '[';
    for (const line of lines) {
      yield before + line;
      before = ',';
    }
    yield lines.length === 0 ? '[]' : ']';
  },
};

const purviewCsv: ExportFormat = {
  title: 'Purview audit export (CSV, columns of 2023 and later)',
  *encode(lines) {
    yield `\uFEFF${csvLine(['RecordId', 'CreationDate', 'RecordType', 'Operation', 'UserId', 'AuditData', 'AssociatedAdminUnits', 'AssociatedAdminUnitsNames'])}`;
    for (const line of lines) {
      const record: RecordHead = JSON.parse(line);
      const created = `${record.CreationTime}.0000000Z`;
      const { Id, RecordType, Operation, UserId = '' } = record;
      yield csvLine([Id, created, String(RecordType), Operation, UserId, line, '', '']);
    }
  },
};

/** `Search-UnifiedAuditLog | ConvertTo-Json` of Windows PowerShell 5: times as `/Date(…)/`, and `< > & '` escaped. */
const unifiedAuditLogJson: ExportFormat = {
  title: 'Search-UnifiedAuditLog (JSON of Windows PowerShell)',
  *encode(lines) {
    let before = '[\r\n';
    for (const [i, line] of lines.entries()) {
      const record: RecordHead = JSON.parse(line);
      const row = {
        RecordType: RECORD_TYPE_NAMES[record.RecordType] ?? String(record.RecordType),
        CreationDate: `/Date(${Date.parse(`${record.CreationTime}Z`)})/`,
        UserIds: record.UserId ?? null,
        Operations: record.Operation,
        AuditData: line,
        ResultIndex: i + 1,
        ResultCount: lines.length,
        Identity: record.Id,
        IsValid: true,
        ObjectState: 'Unchanged',
      };
      yield before + escapeForWindows(JSON.stringify(row));
      before = ',\r\n';
    }
    yield '\r\n]\r\n';
  },
};

function escapeForWindows(json: string): string {
  return json
    .replace(/[<>&']/g, (found) => `\\u00${found.charCodeAt(0).toString(16)}`)
    .replace(/"\/Date\((\d+)\)\/"/, '"\\/Date($1)\\/"');
}

const sentinelCsv: ExportFormat = {
  title: 'Microsoft Sentinel, table OfficeActivity (CSV)',
  *encode(lines) {
    yield csvLine(sentinelHeader());
    for (const line of lines) yield csvLine(sentinelRow(JSON.parse(line)));
  },
};

export const FORMATS = { ndjson, apiBlob, purviewCsv, unifiedAuditLogJson, sentinelCsv } as const;
