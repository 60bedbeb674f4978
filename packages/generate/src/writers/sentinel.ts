/** A record, by field name. */
type AuditRecord = Readonly<Record<string, unknown>>;

/** Id of the Log Analytics workspace: TenantId of the table is not the tenant's. */
const WORKSPACE_ID = '5f0c2d7e-41aa-4c36-9b0e-7a15d8c9e204';

/** The table has these in words. */
const USER_TYPES = ['Regular', 'Reserved', 'Admin', 'DcAdmin', 'System', 'Application', 'ServicePrincipal'];
const LOGON_TYPES = ['Owner', 'Admin', 'Delegated'];
const RECORD_TYPES: Readonly<Record<string, string>> = {
  1: 'ExchangeAdmin',
  2: 'ExchangeItem',
  3: 'ExchangeItemGroup',
  6: 'SharePointFileOperation',
};

/** Minutes by which Start_Time and ElevationTime lie behind the event. */
const INGESTION_MINUTES = 9;

/** Columns of the table that the records fill, with the value of each. Fields that the table has no column for (SessionId,
 *  OperationCount, AppAccessContext …) are lost. */
const COLUMNS: readonly (readonly [name: string, value: (record: AuditRecord) => unknown])[] = [
  ['TenantId', () => WORKSPACE_ID],
  ['SourceSystem', () => 'OfficeActivityManager'],
  ['TimeGenerated', (r) => `${r['CreationTime']}Z`],
  ['OfficeId', (r) => r['Id']],
  ['SourceRecordId', (r) => r['Id']],
  ['OfficeTenantId', (r) => r['OrganizationId']],
  ['OrganizationId', (r) => r['OrganizationId']],
  ['OrganizationId_', (r) => r['OrganizationId']],
  ['OrganizationName', (r) => r['OrganizationName']],
  ['RecordType', (r) => RECORD_TYPES[String(r['RecordType'])] ?? r['RecordType']],
  ['Operation', (r) => r['Operation']],
  ['OfficeWorkload', (r) => r['Workload']],
  ['ResultStatus', (r) => r['ResultStatus']],
  ['ResultReasonType', (r) => r['ResultStatus']],
  ['UserType', (r) => USER_TYPES[Number(r['UserType'])] ?? r['UserType']],
  ['UserKey', (r) => r['UserKey']],
  ['UserId', (r) => r['UserId']],
  ['UserId_', (r) => r['UserId']],
  ['OfficeObjectId', (r) => r['ObjectId']],
  ['ClientIP', (r) => r['ClientIP']],
  ['Client_IPAddress', (r) => r['ClientIPAddress']],
  ['ClientInfoString', (r) => r['ClientInfoString']],
  ['ClientProcessName', (r) => r['ClientProcessName']],
  ['ClientVersion', (r) => r['ClientVersion']],
  ['AppId', (r) => r['AppId']],
  ['ClientAppId', (r) => r['ClientAppId']],
  ['ExternalAccess', (r) => r['ExternalAccess']],
  ['InternalLogonType', (r) => r['InternalLogonType']],
  ['Logon_Type', (r) => LOGON_TYPES[Number(r['LogonType'])]],
  ['LogonUserDisplayName', (r) => r['LogonUserDisplayName']],
  ['LogonUserSid', (r) => r['LogonUserSid']],
  ['MailboxGuid', (r) => r['MailboxGuid']],
  ['MailboxOwnerSid', (r) => r['MailboxOwnerSid']],
  ['MailboxOwnerUPN', (r) => r['MailboxOwnerUPN']],
  ['OriginatingServer', (r) => r['OriginatingServer']],
  ['Item', (r) => r['Item']],
  ['Folder', (r) => r['Folder']],
  ['Folders', (r) => r['Folders']],
  ['DestFolder', (r) => r['DestFolder']],
  ['AffectedItems', (r) => r['AffectedItems']],
  ['CrossMailboxOperations', (r) => r['CrossMailboxOperation']],
  ['ModifiedProperties', (r) => r['ModifiedProperties']],
  ['OperationProperties', (r) => r['OperationProperties']],
  ['Parameters', (r) => r['Parameters']],
  ['EventSource', (r) => r['EventSource']],
  ['ItemType', (r) => r['ItemType']],
  ['Site_', (r) => r['Site']],
  ['Site_Url', (r) => r['SiteUrl']],
  ['SourceFileName', (r) => r['SourceFileName']],
  ['SourceFileExtension', (r) => r['SourceFileExtension']],
  ['SourceRelativeUrl', (r) => r['SourceRelativeUrl']],
  ['UserAgent', (r) => r['UserAgent']],
  ['Start_Time', ingestionTime],
  ['ElevationTime', ingestionTime],
  ['Type', () => 'OfficeActivity'],
];

export function sentinelHeader(): string[] {
  return COLUMNS.map(([name]) => name);
}

export function sentinelRow(record: AuditRecord): string[] {
  return COLUMNS.map(([, value]) => cellText(value(record)));
}

/** Missing values are empty, booleans have a capital, lists and objects are JSON text. */
function cellText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function ingestionTime(record: AuditRecord): string {
  const eventMs = Date.parse(`${record['CreationTime']}Z`);
  return `${new Date(eventMs + INGESTION_MINUTES * 60_000).toISOString().slice(0, 19)}Z`;
}
