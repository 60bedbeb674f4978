import { describe, expect, it } from 'vitest';
import { SAMPLE, SAMPLE_RECORDS } from './sample.ts';
import type { AuditRecord } from './starting-detection.ts';

/** Fields of each record type in their order; those with `?` are not in every record. Source: real records of each type. */
const COMMON =
  'CreationTime Id Operation OrganizationId RecordType ResultStatus UserKey UserType Version Workload';
const LOGON =
  'ExternalAccess InternalLogonType LogonType LogonUserDisplayName? LogonUserSid MailboxGuid MailboxOwnerMasterAccountSid? MailboxOwnerSid MailboxOwnerUPN';
const CLIENT = 'UserId? AppAccessContext? AppId? ClientAppId? ClientIPAddress ClientInfoString';
const FIELDS: Readonly<Record<number, string>> = {
  1: `${COMMON} ClientIP? ObjectId UserId AppId ClientAppId ExternalAccess OrganizationName OriginatingServer Parameters SessionId?`,
  2: `${COMMON} ClientIP ${CLIENT} ClientProcessName? ClientVersion? ${LOGON} OperationProperties? OrganizationName OriginatingServer SessionId? Item? ModifiedProperties?`,
  3: `${COMMON} ClientIP ${CLIENT} ClientProcessName? ClientVersion? ${LOGON} OrganizationName OriginatingServer SessionId? AffectedItems CrossMailboxOperation DestFolder? Folder`,
  6: 'CreationTime Id Operation OrganizationId RecordType UserKey UserType Version Workload ClientIP ObjectId UserId CorrelationId EventSource ItemType ListId ListItemUniqueId Site UserAgent WebId HighPriorityMediaProcessing? ImplicitShare? SourceFileExtension SiteUrl SourceFileName SourceRelativeUrl',
  8: `${COMMON} ClientIP? ObjectId UserId AzureActiveDirectoryEventType ExtendedProperties ModifiedProperties Actor ActorContextId ActorIpAddress? InterSystemsId IntraSystemId SupportTicketId Target TargetContextId`,
  15: `${COMMON} ClientIP ObjectId UserId AzureActiveDirectoryEventType ExtendedProperties ModifiedProperties Actor ActorContextId ActorIpAddress InterSystemsId IntraSystemId SupportTicketId Target TargetContextId ApplicationId DeviceProperties? ErrorNumber LogonError?`,
  18: `${COMMON} ObjectId UserId SecurityComplianceCenterEventType ClientApplication CmdletVersion EffectiveOrganization NonPIIParameters Parameters StartTime UserServicePlan`,
  24: `${COMMON} ObjectId UserId Case ExchangeLocations ExtendedProperties ObjectType Parameters PublicFolderLocations Query SharepointLocations`,
  50: `${COMMON} ${CLIENT} ${LOGON} OperationProperties OrganizationName OriginatingServer SessionId? Folders OperationCount`,
};

const WORKLOADS: Readonly<Record<number, string>> = {
  1: 'Exchange',
  2: 'Exchange',
  3: 'Exchange',
  6: 'SharePoint',
  8: 'AzureActiveDirectory',
  15: 'AzureActiveDirectory',
  18: 'SecurityComplianceCenter',
  24: 'SecurityComplianceCenter',
  50: 'Exchange',
};

const ofType = (type: number): AuditRecord[] =>
  SAMPLE_RECORDS.filter((record) => record['RecordType'] === type);
const where = (field: string, value: unknown): AuditRecord[] =>
  SAMPLE_RECORDS.filter((record) => record[field] === value);

describe('records', () => {
  it('are of the types that are described, and of all of them', () => {
    const types = new Set(SAMPLE_RECORDS.map((record) => record['RecordType']));
    expect([...types].map(Number).sort((a, b) => a - b)).toEqual(Object.keys(FIELDS).map(Number));
  });

  it.each(Object.entries(FIELDS))('of type %s have their fields in order', (type, fields) => {
    const order = fields.split(' ').map((name) => name.replace('?', ''));
    const required = fields.split(' ').filter((name) => !name.endsWith('?'));
    const records = ofType(Number(type));
    expect(records.length).toBeGreaterThan(0);
    for (const record of records) {
      const names = Object.keys(record);
      expect(order.filter((name) => names.includes(name))).toEqual(names);
      expect(names).toEqual(expect.arrayContaining(required));
      expect(record['Workload']).toBe(WORKLOADS[Number(type)]);
    }
  });

  it('have the types of values of real ones', () => {
    for (const record of SAMPLE_RECORDS) {
      expect(record['CreationTime']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
      expect(record['Id']).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      expect(record['OrganizationId']).toBe(SAMPLE.truth.tenant.organizationId);
      expect(record['Version']).toBe(1);
      expect(typeof record['UserType']).toBe('number');
      if ('ExternalAccess' in record) expect(typeof record['ExternalAccess']).toBe('boolean');
    }
  });

  it('of type 50 have no ClientIP and count their items', () => {
    for (const record of ofType(50)) {
      expect(record).not.toHaveProperty('ClientIP');
      const folders = record['Folders'] as { FolderItems: unknown[]; Path: string }[];
      expect(folders.flatMap((folder) => folder.FolderItems)).toHaveLength(Number(record['OperationCount']));
      expect(record['OperationProperties']).toEqual([
        { Name: 'MailAccessType', Value: 'Bind' },
        { Name: 'IsThrottled', Value: 'False' },
      ]);
    }
  });

  it('of a synchronisation are of type 2, of Outlook, without a count', () => {
    const syncs = where('Operation', 'MailItemsAccessed').filter((record) => record['RecordType'] === 2);
    expect(syncs.length).toBeGreaterThan(100);
    for (const record of syncs) {
      expect(record['ClientProcessName']).toBe('OUTLOOK.EXE');
      expect(record).not.toHaveProperty('OperationCount');
      expect(record).toHaveProperty(['Item', 'ParentFolder', 'Path']);
    }
  });

  it('of mailboxes end the server with CR LF, of admins not', () => {
    for (const record of [...ofType(2), ...ofType(3), ...ofType(50)]) {
      expect(record['OriginatingServer']).toMatch(/^AM\dPR08MB\d{4} \(15\.20\.[\d.]+\)\r\n$/);
    }
    for (const record of ofType(1)) expect(record['OriginatingServer']).toMatch(/\)$/);
  });

  it('of provisioning are of user type 3 with external access, and only they', () => {
    const system = ofType(1).filter((record) => String(record['UserId']).startsWith('NT AUTHORITY\\SYSTEM'));
    expect(system.length / ofType(1).length).toBeGreaterThan(0.9);
    for (const record of ofType(1)) {
      expect(record['ExternalAccess']).toBe(record['UserType'] === 3);
      expect(record['UserType'] === 3).toBe(system.includes(record));
      if (record['UserType'] !== 3) expect(record['ClientIP']).toMatch(/^([\d.]+|\[[0-9a-f:]+\]):\d+$/);
    }
  });

  it('of Microsoft back ends read many mailboxes as their owners', () => {
    const reads = where('ClientInfoString', 'Client=REST;Client=RESTSystem;;');
    const mailboxes = new Map<unknown, Set<unknown>>();
    for (const record of reads) {
      expect(record['UserId']).toBe(record['MailboxOwnerUPN']);
      expect(record).not.toHaveProperty('SessionId');
      const app = record['ClientAppId'];
      mailboxes.set(app, (mailboxes.get(app) ?? new Set()).add(record['MailboxOwnerUPN']));
    }
    for (const owners of mailboxes.values()) expect(owners.size).toBeGreaterThan(11);
  });

  it('of group configuration come from the local host, as the service account', () => {
    const records = where('ClientInfoString', 'Client=WebServices;Action=ConfigureGroupMailbox');
    expect(records.length).toBeGreaterThan(5);
    for (const record of records) {
      expect(record).toMatchObject({
        UserId: 'S-1-5-18',
        ClientIP: '::1',
        LogonType: 1,
        ExternalAccess: true,
      });
      expect(record['UserId']).not.toBe(record['MailboxOwnerUPN']);
    }
  });

  it('of compliance cmdlets have their parameters as one text and no address', () => {
    const searches = where('Operation', 'New-ComplianceSearch');
    expect(searches).toHaveLength(2);
    for (const record of searches) {
      expect(record['Parameters']).toMatch(/^-Name ".+" -ExchangeLocation \(".+"\) -ContentMatchQuery ".+"$/);
      expect(record['NonPIIParameters']).toBe(
        '-Name "<SNIP-PII>" -ExchangeLocation ("<SNIP-PII>") -ContentMatchQuery "<SNIP-PII>"',
      );
      expect(record).not.toHaveProperty('ClientIP');
    }
  });

  it('of sign-ins name their Id a second time', () => {
    for (const record of ofType(15)) {
      expect(record['IntraSystemId']).toBe(record['Id']);
      const failed = record['Operation'] === 'UserLoginFailed';
      expect(record['ErrorNumber'] !== '0').toBe(failed);
      expect('LogonError' in record).toBe(failed);
    }
  });
});
