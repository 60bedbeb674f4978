import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { formats, identify } from '../../src/index.ts';
import { decode, open, tempFile } from '../support/files.ts';
import { auditRecord, auditRecords, csvLine, ndjson } from '../support/records.ts';
import { zstdFrame } from '../support/zstd.ts';

const RECORDS = auditRecords(5);
const TEXTS = RECORDS.map((record) => JSON.stringify(record));

/** Lower-case keys, as Panther writes Exchange records. */
function lowerCase(record: object): object {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key.toLowerCase(), value]));
}

const searchUal = RECORDS.map((record, index) => ({
  RecordType: 'ExchangeAdmin',
  CreationDate: '/Date(1772359867000)/',
  UserIds: record['UserId'],
  Operations: record['Operation'],
  AuditData: JSON.stringify(record),
  ResultIndex: index + 1,
  ResultCount: 5,
  Identity: record['Id'],
}));
const searchUalHeader = [
  'RecordType',
  'CreationDate',
  'UserIds',
  'Operations',
  'AuditData',
  'ResultIndex',
  'ResultCount',
  'Identity',
];
const searchUalRows = searchUal.map((row) => Object.values(row).map(String));
const searchUalCsv = (delimiter = ',') =>
  [searchUalHeader, ...searchUalRows].map((row) => csvLine(row, delimiter)).join('');
const typeLine = '#TYPE Selected.System.Management.Automation.PSCustomObject\r\n';

const purviewOld = [
  ['CreationDate', 'UserIds', 'Operations', 'AuditData'],
  ...RECORDS.map((record, index) => [
    '2026-03-01T10:00:07.0000000Z',
    String(record['UserId']),
    'x',
    TEXTS[index] ?? '',
  ]),
];
const purviewNew = [
  [
    'RecordId',
    'CreationDate',
    'RecordType',
    'Operation',
    'UserId',
    'AuditData',
    'AssociatedAdminUnits',
    'AssociatedAdminUnitsNames',
  ],
  ...RECORDS.map((record, index) => [
    String(record['Id']),
    '2026-03-01T10:00:07.0000000Z',
    '1',
    'x',
    'u',
    TEXTS[index] ?? '',
    '',
    '',
  ]),
];
const splunkCsv = [
  ['Operation', '_raw', '_time', '_si', 'host'],
  ...TEXTS.map((text) => ['x', text, '2026-03-01T12:00:00.000+0200', 'a\nb', 'h']),
];
const csvText = (rows: readonly (readonly string[])[]) => rows.map((row) => csvLine(row)).join('');

/** Every way of writing the same five records; each must give exactly these five. */
const SAME: readonly (readonly [name: string, format: string, content: string | Buffer])[] = [
  ['NDJSON', 'o365-ndjson', ndjson(RECORDS)],
  ['NDJSON without a last line end', 'o365-ndjson', ndjson(RECORDS).trimEnd()],
  ['NDJSON with CRLF', 'o365-ndjson', ndjson(RECORDS, '\r\n')],
  ['NDJSON with blank lines', 'o365-ndjson', `\n\n${ndjson(RECORDS, '\n\n')}`],
  ['NDJSON with a mark', 'o365-ndjson', `\ufeff${ndjson(RECORDS)}`],
  ['NDJSON, gzip', 'o365-ndjson', gzipSync(ndjson(RECORDS))],
  [
    'NDJSON, gzip of several members',
    'o365-ndjson',
    Buffer.concat([gzipSync(ndjson(RECORDS.slice(0, 2))), gzipSync(ndjson(RECORDS.slice(2)))]),
  ],
  ['NDJSON, zstd', 'o365-ndjson', zstdFrame(Buffer.from(ndjson(RECORDS)))],
  [
    'NDJSON, zstd of several frames',
    'o365-ndjson',
    Buffer.concat([
      zstdFrame(Buffer.from(ndjson(RECORDS.slice(0, 1)))),
      zstdFrame(Buffer.from(ndjson(RECORDS.slice(1)))),
    ]),
  ],
  ['NDJSON, UTF-16 LE', 'o365-ndjson', Buffer.from(`\ufeff${ndjson(RECORDS)}`, 'utf16le')],
  ['NDJSON, UTF-16 BE', 'o365-ndjson', Buffer.from(`\ufeff${ndjson(RECORDS)}`, 'utf16le').swap16()],
  ['NDJSON, UTF-16 LE without a mark', 'o365-ndjson', Buffer.from(ndjson(RECORDS), 'utf16le')],
  ['NDJSON in lower-case names', 'o365-ndjson', ndjson(RECORDS.map(lowerCase))],
  ['two records on a line', 'o365-ndjson', `${TEXTS[0]}${TEXTS[1]}\n${ndjson(RECORDS.slice(2))}`],
  [
    'NDJSON then an array over lines',
    'o365-ndjson',
    `${ndjson(RECORDS.slice(0, 2))}${JSON.stringify(RECORDS.slice(2), null, 1)}`,
  ],
  ['array', 'o365-json', JSON.stringify(RECORDS)],
  ['array over lines', 'o365-json', JSON.stringify(RECORDS, null, 4)],
  [
    'several arrays',
    'o365-json',
    `${JSON.stringify(RECORDS.slice(0, 2), null, 2)}\r\n\r\n${JSON.stringify(RECORDS.slice(2))}`,
  ],
  [
    'an API blob a line',
    'o365-json',
    `${JSON.stringify(RECORDS.slice(0, 3))}\n${JSON.stringify(RECORDS.slice(3))}\n`,
  ],
  [
    'concatenated values over lines',
    'o365-json',
    RECORDS.map((record) => JSON.stringify(record, null, 2)).join(''),
  ],
  ['arrays in an array', 'o365-json', JSON.stringify([RECORDS.slice(0, 2), RECORDS.slice(2)])],
  ['array of texts', 'o365-json', JSON.stringify(TEXTS)],
  [
    'page with value',
    'o365-json',
    JSON.stringify({ '@odata.context': 'x', value: RECORDS, '@odata.nextLink': 'y' }),
  ],
  ['pages on lines', 'o365-json', ndjson([{ value: RECORDS.slice(0, 2) }, { value: RECORDS.slice(2) }])],
  ['results', 'o365-json', JSON.stringify({ results: RECORDS }, null, 2)],
  ['Search-UnifiedAuditLog JSON, text', 'search-ual-json', JSON.stringify(searchUal, null, 2)],
  [
    'Search-UnifiedAuditLog JSONL, object',
    'search-ual-json',
    ndjson(searchUal.map((row) => ({ ...row, AuditData: JSON.parse(row.AuditData) }))),
  ],
  [
    'Search-UnifiedAuditLog, one object',
    'search-ual-json',
    searchUal.map((row) => JSON.stringify(row, null, 2)).join('\n'),
  ],
  [
    'Graph audit search page',
    'graph-json',
    JSON.stringify({
      value: RECORDS.map((record) => ({
        id: 'x',
        createdDateTime: '2026-03-01T10:00:00Z',
        auditData: record,
      })),
    }),
  ],
  [
    'Defender, object',
    'defender-json',
    JSON.stringify(
      RECORDS.map((record) => ({
        Timestamp: '2026-03-01T10:00:00Z',
        ActionType: record['Operation'],
        RawEventData: record,
      })),
    ),
  ],
  ['Defender, text', 'defender-json', ndjson(TEXTS.map((text) => ({ Timestamp: 'x', RawEventData: text })))],
  [
    'Elastic o365audit',
    'elastic-json',
    JSON.stringify({ events: RECORDS.map((o365audit) => ({ o365audit })) }, null, 4),
  ],
  [
    'Elastic event.original',
    'elastic-json',
    ndjson(
      TEXTS.map((original) => ({
        '@timestamp': 'x',
        event: { original, kind: 'event' },
        o365: { audit: {} },
      })),
    ),
  ],
  [
    'Elastic hits',
    'elastic-json',
    ndjson(TEXTS.map((original) => ({ _index: 'x', _source: { event: { original } } }))),
  ],
  [
    'Splunk results on lines',
    'splunk-json',
    ndjson(
      TEXTS.map((_raw, offset) => ({ preview: false, offset, result: { _raw, _time: 'x', host: 'h' } })),
    ),
  ],
  [
    'Splunk results object',
    'splunk-json',
    JSON.stringify({
      preview: false,
      init_offset: 0,
      messages: [],
      fields: [{ name: '_raw' }],
      results: TEXTS.map((_raw) => ({ _raw })),
    }),
  ],
  [
    'Splunk event samples',
    'splunk-json',
    ndjson(TEXTS.map((_raw) => ({ source: 'x', sourcetype: 'y', _raw }))),
  ],
  [
    'HEC events',
    'wrapped-json',
    RECORDS.map((event) => JSON.stringify({ time: 1, host: 'h', event })).join(''),
  ],
  [
    'Panther tests',
    'log-json',
    ndjson(RECORDS.map((record) => ({ rule: 'r', expected: true, log: lowerCase(record) }))),
  ],
  ['Purview CSV, old columns', 'purview-csv', csvText(purviewOld)],
  ['Purview CSV, new columns, with a mark', 'purview-csv', `\ufeff${csvText(purviewNew)}`],
  [
    'two Purview CSVs put together',
    'purview-csv',
    csvText(purviewOld.slice(0, 3)) + csvText([purviewNew[0] ?? [], ...purviewNew.slice(3)]),
  ],
  ['Search-UnifiedAuditLog CSV', 'search-ual-csv', searchUalCsv()],
  ['Search-UnifiedAuditLog CSV, Export-Csv', 'search-ual-csv', typeLine + searchUalCsv()],
  ['Search-UnifiedAuditLog CSV, semicolons', 'search-ual-csv', typeLine + searchUalCsv(';')],
  ['Search-UnifiedAuditLog CSV, tabs', 'search-ual-csv', searchUalCsv('\t')],
  ['Search-UnifiedAuditLog CSV, Excel', 'search-ual-csv', `sep=;\r\n${searchUalCsv(';')}`],
  [
    'Search-UnifiedAuditLog CSV, UTF-16',
    'search-ual-csv',
    Buffer.from(`\ufeff${typeLine}${searchUalCsv()}`, 'utf16le'),
  ],
  ['Splunk CSV', 'splunk-csv', csvText(splunkCsv)],
  [
    'Splunk CSV, a CSV line in _raw',
    'splunk-csv',
    csvText([['_raw', 'host'], ...TEXTS.map((text) => [csvLine(['a', text, 'b']).trim(), 'h'])]),
  ],
  [
    'Defender CSV',
    'defender-csv',
    csvText([['Timestamp', 'RawEventData'], ...TEXTS.map((text) => ['x', text])]),
  ],
];

describe('formats of the same records', () => {
  it.each(SAME)('%s', async (_, format, content) => {
    const decoded = await decode(content);
    expect(decoded.quarantined).toEqual([]);
    expect(decoded.o365).toEqual(RECORDS);
    expect(decoded).toMatchObject({ format, records: 5, quarantinedCount: 0, json: [] });
  });

  it('covers every format that is read and is not tested below', () => {
    const tested = new Set([
      ...SAME.map(([, format]) => format),
      'sentinel-json',
      'sentinel-csv',
      'flat-csv',
      'generic-json',
      'google-json',
      'exchange-log',
      'iis-w3c',
      'extractor-csv',
      'inventory',
      'syslog',
      'windows-event-json',
      'windows-event-xml',
    ]);
    const read = formats.slice(
      formats.findIndex(({ id }) => id === 'elastic-json'),
      formats.findIndex(({ id }) => id === 'binary'),
    );
    expect(read.map(({ id }) => id).filter((id) => !tested.has(id))).toEqual([]);
    expect(new Set(formats.map(({ id }) => id)).size).toBe(formats.length);
  });
});

describe('reading in place', () => {
  it.each([
    ['plain', ndjson(RECORDS), 'none'],
    ['gzip', gzipSync(ndjson(RECORDS)), 'gzip'],
    ['zstd', zstdFrame(Buffer.from(ndjson(RECORDS))), 'zstd'],
  ])('%s: the file itself, without a pass over it', async (_, content, compression) => {
    const opened = await open(content);
    expect(opened.scans).toMatchObject([{ compression, record: 'o365', checked: false, source: 'sample' }]);
    expect(opened.records).toBeNull();
  });

  it.each([
    ['a mark', `\ufeff${ndjson(RECORDS)}`],
    ['CRLF', ndjson(RECORDS, '\r\n')],
    ['a blank line', `${ndjson(RECORDS)}\n${ndjson(RECORDS)}`],
    ['lower-case names', ndjson(RECORDS.map(lowerCase))],
    ['another object among them', `${ndjson(RECORDS)}{"a":1}\n`],
    ['a line that is no JSON', `${ndjson(RECORDS)}{"a":\n`],
    [
      'a time that the engine does not read',
      ndjson([auditRecord(1, { CreationTime: '/Date(1772359867000)/' })]),
    ],
    ['no time', ndjson([auditRecord(1, { CreationTime: undefined })])],
    ['half a surrogate pair', `${TEXTS[0]?.replace('Exchange', '\\ud83d')}\n`],
    [
      'invalid UTF-8',
      Buffer.concat([Buffer.from((TEXTS[0] ?? '').replace('Exchange', '\xff'), 'latin1'), Buffer.from('\n')]),
    ],
  ])('not with %s', async (_, content) => {
    for (const scan of (await open(content)).scans) expect(scan.checked).toBe(true);
  });
});

describe('sentinel', () => {
  const row = {
    TenantId: 'workspace',
    OfficeWorkload: 'Exchange',
    TimeGenerated: '2026-03-01T10:00:07Z',
    Start_Time: '2026-03-01T10:09:07Z',
    OfficeId: '00000000-0000-4000-8000-000000000001',
    OfficeObjectId: 'object',
    Client_IPAddress: '192.0.2.7',
    Logon_Type: 'Delegated',
    UserType: 'Regular',
    RecordType: 'ExchangeItemAggregated',
    Operation: 'MailItemsAccessed',
    UserId: 'a@example.com',
    UserId_: 'a@example.com',
    ExternalAccess: 'False',
    Folders: '[{"Path":"\\\\Inbox","FolderItems":[{"SizeInBytes":1156492.00}]}]',
    OperationProperties: '[{"Name":"MailAccessType","Value":"Bind"}]',
    EventSource: '',
    Type: 'OfficeActivity',
  };
  const record = {
    Workload: 'Exchange',
    CreationTime: '2026-03-01T10:00:07Z',
    Id: '00000000-0000-4000-8000-000000000001',
    ObjectId: 'object',
    ClientIPAddress: '192.0.2.7',
    LogonType: 2,
    UserType: 0,
    RecordType: 50,
    Operation: 'MailItemsAccessed',
    UserId: 'a@example.com',
    ExternalAccess: false,
    Folders: [{ Path: '\\Inbox', FolderItems: [{ SizeInBytes: 1156492 }] }],
    OperationProperties: [{ Name: 'MailAccessType', Value: 'Bind' }],
  };
  it.each([
    ['JSON array', 'sentinel-json', JSON.stringify([row, row], null, 2)],
    ['NDJSON', 'sentinel-json', ndjson([row, row])],
    ['CSV', 'sentinel-csv', csvText([Object.keys(row), Object.values(row), Object.values(row)])],
  ])('%s', async (_, format, content) => {
    const decoded = await decode(content);
    expect(decoded).toMatchObject({ format, records: 2, quarantinedCount: 0 });
    for (const found of decoded.o365) expect(found).toMatchObject(record);
    expect(decoded.o365[0]).not.toHaveProperty('EventSource');
    expect(decoded.lines[0]).toContain('1156492.00');
  });

  it('reads the time of a CSV export in US form', async () => {
    const header = Object.keys(row).map((name) => (name === 'TimeGenerated' ? 'TimeGenerated [UTC]' : name));
    const cells = Object.values({ ...row, TimeGenerated: '3/1/2026, 10:00:07.000 PM' });
    const { o365 } = await decode(csvText([header, cells]));
    expect(o365).toMatchObject([{ CreationTime: '2026-03-01T22:00:07.000Z' }]);
  });
});

describe('records as columns', () => {
  it('gives numbers back and leaves empty cells out', async () => {
    const decoded = await decode(
      '_time,Operation,Workload,RecordType,UserId,ClientIP\n1772359867.5,Send,Exchange,2,a@example.com,\n',
    );
    expect(decoded).toMatchObject({ format: 'flat-csv', records: 1 });
    expect(decoded.o365).toEqual([
      {
        CreationTime: '2026-03-01T10:11:07.500Z',
        _time: '1772359867.5',
        Operation: 'Send',
        Workload: 'Exchange',
        RecordType: 2,
        UserId: 'a@example.com',
      },
    ]);
    expect(decoded.notices).toHaveLength(1);
  });
});

describe('other JSON', () => {
  it('keeps objects that are no audit records apart', async () => {
    const other = {
      kind: 'admin#reports#activity',
      events: [{ name: 'ASSIGN_ROLE', type: 't' }],
      id: { time: 'x' },
    };
    const decoded = await decode(ndjson([other, other]));
    expect(decoded).toMatchObject({ format: 'generic-json', records: 2, json: [other, other], o365: [] });
  });

  it('sorts a mixed file', async () => {
    const decoded = await decode(
      ndjson([{ a: 1 }, auditRecord(1), { log: auditRecord(2) }, { log: { b: 2 } }]),
    );
    expect(decoded.o365.map(({ UserId }) => UserId)).toEqual(['user1@example.com', 'user2@example.com']);
    expect(decoded.json).toEqual([{ a: 1 }, { log: { b: 2 } }]);
  });

  it('finds lists of records under a name that it does not know', async () => {
    const decoded = await decode(
      JSON.stringify({ exported: 'x', findings: RECORDS.slice(0, 3), more: RECORDS.slice(3), tags: ['t'] }),
    );
    expect(decoded.o365).toEqual(RECORDS);
    expect(decoded.json).toEqual([]);
  });

  it('leaves previews of a Splunk search out and says so', async () => {
    const decoded = await decode(
      ndjson([
        { preview: true, result: { _raw: TEXTS[0] } },
        { preview: false, result: { _raw: TEXTS[1] } },
      ]),
    );
    expect(decoded).toMatchObject({ records: 1, quarantinedCount: 0 });
    expect(decoded.notices.join()).toMatch(/^1 preview/);
  });
});

describe('what is not read', () => {
  it.each([
    ['parquet', 'PAR1\x15\x04'],
    ['zip', 'PK\x03\x04\x14\0'],
    ['7z', "7z\xbc\xaf'\x1c\0\x04"],
    ['bzip2', 'BZh91AY&SY'],
    ['xml', '<?xml version="1.0"?><a/>'],
    ['html', '<!DOCTYPE html><html></html>'],
    ['csv', 'Name,Mail,Phone\nA,a@example.com,1\n'],
    ['text', 'May it please the court\nto look at this.\n'],
    ['binary', '\0\x01\x02\x03\xff\xfe\0\0abc\0'],
    ['empty', ''],
    ['empty', ' \n\n'],
  ])('%s: skipped with a reason', async (format, content) => {
    const identified = await identify(tempFile(Buffer.from(content, 'latin1')));
    expect(identified).toMatchObject({ kind: 'skipped', format });
    if (identified.kind === 'skipped') expect(identified.reason.length).toBeGreaterThan(10);
  });

  it('an empty gzip is an empty file', async () => {
    expect(await identify(tempFile(gzipSync('')))).toMatchObject({ kind: 'skipped', format: 'empty' });
  });

  it('a file that is gone', async () => {
    const file = { kind: 'file', path: '/nonexistent/x', name: 'x', sizeBytes: 0 } as const;
    expect(await identify(file)).toMatchObject({ kind: 'skipped', reason: 'it is no longer there' });
  });
});
