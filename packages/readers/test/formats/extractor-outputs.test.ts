import { describe, expect, it } from 'vitest';
import { identify } from '../../src/index.ts';
import { decode, tempFile } from '../support/files.ts';
import { auditRecord, csvLine, ndjson } from '../support/records.ts';

const table = (rows: readonly (readonly string[])[]): string => rows.map((row) => csvLine(row)).join('');

describe('tables of Microsoft-Extractor-Suite', () => {
  it('mail read by session', async () => {
    const { format, json } = await decode(
      table([
        [
          'TimeStamp',
          'User',
          'Action',
          'SessionId',
          'ClientIP',
          'MailAccessType',
          'IsThrottled',
          'OperationCount',
        ],
        ['2026-03-01 10:00:00', 'a@example.com', 'MailItemsAccessed', 's', '192.0.2.1', 'Bind', 'False', '3'],
      ]),
    );
    expect(format).toBe('extractor-csv');
    expect(json).toMatchObject([
      {
        _time: '2026-03-01 10:00:00',
        sourcetype: 'extractor:mailitemsaccessed:sessions',
        User: 'a@example.com',
      },
    ]);
  });

  it('mail read by message, and a row whose time cannot be read', async () => {
    const header = [
      'Timestamp',
      'User',
      'IPaddress',
      'SessionID',
      'MailAccessType',
      'FolderPath',
      'InternetMessageId',
      'SizeInBytes',
    ];
    const { json, quarantined } = await decode(
      table([
        header,
        ['5/18/2026 9:13:33 PM', 'a', '192.0.2.1', 's', 'Bind', '\\Inbox', '<x@example.com>', '7'],
        ['', 'a', '', 's', 'Bind', '', '<y@example.com>', '7'],
      ]),
    );
    expect(json).toMatchObject([
      { _time: '2026-05-18T21:13:33Z', sourcetype: 'extractor:mailitemsaccessed:messages' },
    ]);
    expect(quarantined).toMatchObject([{ line: 3, reason: 'the time field Timestamp is empty' }]);
  });

  it('the simple audit log of Hawk', async () => {
    const { json } = await decode(
      table([
        ['Caller', 'Cmdlet', 'FullCommand', 'RunDate(UTC)', 'ObjectModified'],
        ['a@example.com', 'Set-Mailbox', "Set-Mailbox -Identity 'b'", '2026-03-01T10:00:00', 'b'],
      ]),
    );
    expect(json).toMatchObject([
      {
        _time: '2026-03-01T10:00:00',
        sourcetype: 'extractor:auditlog',
        FullCommand: "Set-Mailbox -Identity 'b'",
      },
    ]);
  });

  it('risk detections', async () => {
    const { json } = await decode(
      table([
        ['Activity', 'ActivityDateTime', 'RiskEventType', 'RiskLevel', 'RiskState'],
        ['signin', '1/26/2026 8:20:44 PM', 'unlikelyTravel', 'low', 'atRisk'],
      ]),
    );
    expect(json).toMatchObject([{ _time: '2026-01-26T20:20:44Z', sourcetype: 'extractor:riskdetections' }]);
  });
});

describe('what collectors save that is no log', () => {
  it.each([
    [
      'users, CSV',
      table([['UserPrincipalName', 'AccountEnabled', 'CreatedDateTime', 'LastPasswordChangeDateTime']]),
    ],
    ['sign-in methods, CSV', table([['user', 'MFAstatus', 'email', 'fido2', 'app', 'phone']])],
    ['inbox rules, CSV', table([['UserName', 'RuleName', 'RuleIdentity', 'StopProcessingRules']])],
    [
      'permissions, CSV',
      table([['PermissionType', 'AppId', 'ClientObjectId', 'ConsentType', 'CreatedDateTime']]),
    ],
    [
      'service principals, JSON',
      JSON.stringify([{ appId: 'a', servicePrincipalType: 'Application', servicePrincipalNames: [] }]),
    ],
    [
      'users, pages of Graph',
      JSON.stringify({ value: [{ businessPhones: [], surname: 's', userPrincipalName: 'a@example.com' }] }),
    ],
    [
      'policies, lines',
      ndjson([
        {
          id: 'x',
          conditions: {},
          grantControls: {},
          sessionControls: null,
          createdDateTime: '2026-03-01T10:00:00Z',
        },
      ]),
    ],
  ])('%s', async (_, content) => {
    expect(await identify(tempFile(content))).toMatchObject({
      kind: 'skipped',
      format: 'inventory',
      reason: expect.stringContaining('no log'),
    });
  });

  it('is not an audit record that speaks of such things', async () => {
    const record = auditRecord(1, { RuleIdentity: 'x', StopProcessingRules: 'True' });
    expect(await identify(tempFile(ndjson([record])))).toMatchObject({ format: 'o365-ndjson' });
  });
});
