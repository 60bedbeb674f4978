import type { OperationFact, RecordKind } from './fact.ts';

const schemaPage = 'Microsoft, Office 365 Management Activity API schema';
const mailboxPage = 'Microsoft, Manage mailbox auditing';
const discoveryPage = 'Microsoft, Search for eDiscovery activities in the audit log';
const cmdletPages = 'Microsoft, cmdlet reference of Exchange PowerShell';
const observed = 'observed in the public invictus-ir records';

const mailboxFields = [
  'MailboxOwnerUPN',
  'MailboxGuid',
  'LogonType',
  'ClientInfoString',
  'ClientIPAddress',
] as const;

/** Kinds of records of the sourcetype o365:management:activity. */
export const recordKinds: readonly RecordKind[] = [
  {
    id: 'exchange-admin',
    recordTypes: [1],
    workload: 'Exchange',
    never: ['MailboxOwnerUPN', 'MailboxGuid', 'LogonType', 'ClientInfoString', 'ClientIPAddress'],
    hasOtherOperations: true,
    source: `${schemaPage}; ${observed}`,
  },
  {
    id: 'exchange-item',
    recordTypes: [2],
    workload: 'Exchange',
    never: ['Parameters'],
    hasOtherOperations: true,
    source: schemaPage,
  },
  {
    id: 'exchange-group',
    recordTypes: [3],
    workload: 'Exchange',
    never: ['Parameters'],
    hasOtherOperations: true,
    source: schemaPage,
  },
  {
    id: 'exchange-aggregated',
    recordTypes: [50],
    workload: 'Exchange',
    never: ['ClientIP', 'Parameters'],
    hasOtherOperations: true,
    source: `${schemaPage}; ClientIP: ${observed}, 288 of 288`,
  },
  {
    id: 'compliance-cmdlet',
    recordTypes: [18],
    workload: 'SecurityComplianceCenter',
    never: [...mailboxFields, 'ClientIP'],
    hasOtherOperations: true,
    source: `${discoveryPage}; ${observed}, 57 of 57`,
  },
  {
    id: 'compliance-activity',
    recordTypes: [24],
    workload: 'SecurityComplianceCenter',
    never: mailboxFields,
    hasOtherOperations: true,
    source: discoveryPage,
  },
  {
    id: 'compliance-premium',
    recordTypes: [31],
    workload: 'SecurityComplianceCenter',
    never: mailboxFields,
    hasOtherOperations: true,
    source: discoveryPage,
  },
  {
    id: 'compliance-alert',
    recordTypes: [40],
    workload: 'SecurityComplianceCenter',
    never: mailboxFields,
    hasOtherOperations: true,
    source: `${schemaPage}; ${observed}`,
  },
  {
    id: 'directory',
    recordTypes: [8],
    workload: 'AzureActiveDirectory',
    never: mailboxFields,
    hasOtherOperations: true,
    source: schemaPage,
  },
  {
    id: 'sign-in',
    recordTypes: [15],
    workload: 'AzureActiveDirectory',
    never: mailboxFields,
    hasOtherOperations: true,
    source: schemaPage,
  },
];

type Row = Omit<OperationFact, 'name' | 'source'>;

function operations(names: string, source: string, row: Row): readonly OperationFact[] {
  return names.split(' ').map((name) => ({ name, source, ...row }));
}

const searchPurpose = {
  field: 'Parameters',
  says: 'the query, the places and whether it previews, exports or purges',
} as const;

/** What is known of single operations. One that is not listed may be logged anywhere. */
export const operationFacts: readonly OperationFact[] = [
  ...operations(
    'New-ComplianceSearch Start-ComplianceSearch Set-ComplianceSearch Get-ComplianceSearch',
    discoveryPage,
    {
      kinds: ['compliance-cmdlet'],
      topic: 'mail search and export',
      purposeIn: searchPurpose,
    },
  ),
  ...operations('New-ComplianceSearchAction Get-ComplianceSearchAction', discoveryPage, {
    kinds: ['compliance-cmdlet'],
    topic: 'mail search and export',
    purposeIn: searchPurpose,
  }),
  ...operations(
    'SearchCreated SearchUpdated SearchStarted SearchExported SearchReport SearchPreviewed SearchResultsPurged SearchViewed ViewedSearchExported ViewedSearchPreviewed SearchExportDownloaded PreviewItemListed PreviewItemRendered PreviewItemDownloaded CaseAdded CaseAdminAdded CaseMemberAdded SearchPermissionCreated',
    discoveryPage,
    { kinds: ['compliance-activity'], topic: 'mail search and export' },
  ),
  ...operations('ExportJob DownloadDocument AddQueryToWorkingSet', discoveryPage, {
    kinds: ['compliance-premium'],
    topic: 'mail search and export',
  }),
  ...operations('AlertTriggered AlertEntityGenerated', observed, { kinds: ['compliance-alert'] }),
  ...operations('New-MailboxExportRequest', cmdletPages, {
    kinds: [],
    why: 'the cmdlet exists on premises only, so no Microsoft 365 record has it',
    topic: 'mail search and export',
    purposeIn: { field: 'Parameters', says: 'the mailbox, the filter and the target file' },
  }),
  ...operations('Get-MailboxExportRequest', `${cmdletPages}; Microsoft, Set-AdminAuditLogConfig`, {
    kinds: [],
    why: 'Get- cmdlets are not written to the admin audit log, and this one exists on premises only',
    topic: 'mail search and export',
  }),
  ...operations('Search-Mailbox', cmdletPages, {
    kinds: [],
    why: 'the cmdlet was removed from Exchange Online, so only servers on premises log it',
    topic: 'mail search and export',
    purposeIn: { field: 'Parameters', says: 'the query and whether it copies or deletes' },
  }),
  ...operations('New-MailboxSearch', cmdletPages, {
    kinds: [],
    why: 'the cmdlet was retired in Exchange Online in October 2020',
    topic: 'mail search and export',
  }),
  ...operations('Invoke-MailboxSearch', cmdletPages, {
    kinds: [],
    why: 'there is no such cmdlet; the real names are New-, Start- and Get-MailboxSearch',
    topic: 'mail search and export',
  }),
  ...operations(
    'New-ManagementRoleAssignment Add-MailboxPermission Add-RecipientPermission Set-Mailbox New-InboxRule Set-InboxRule New-TransportRule Set-TransportRule Set-MailboxAuditBypassAssociation Set-CASMailbox',
    `${cmdletPages}; ${observed}`,
    { kinds: ['exchange-admin'] },
  ),
  ...operations('MailboxLogin', mailboxPage, {
    kinds: ['exchange-item'],
    ownersOnly: 'MailboxLogin is recorded for owners only',
    topic: 'mailbox access',
  }),
  ...operations('MailItemsAccessed', `${mailboxPage}; ${observed}`, {
    kinds: ['exchange-item', 'exchange-aggregated'],
    topic: 'mailbox access',
  }),
  ...operations('AttachmentAccess', schemaPage, { kinds: ['exchange-aggregated'], topic: 'mailbox access' }),
  ...operations('FolderBind MessageBind', mailboxPage, { kinds: ['exchange-item'], topic: 'mailbox access' }),
  ...operations(
    'Send SendAs SendOnBehalf Create Update UpdateInboxRules ModifyFolderPermissions AddFolderPermissions SearchQueryInitiatedExchange',
    mailboxPage,
    { kinds: ['exchange-item'] },
  ),
  ...operations('MoveToDeletedItems SoftDelete HardDelete Move Copy', mailboxPage, {
    kinds: ['exchange-group'],
  }),
  ...operations('AdminMailAccess', 'public detections of Splunk', {
    kinds: ['compliance-activity', 'compliance-alert'],
    topic: 'mailbox access',
  }),
  ...operations('UserLoggedIn UserLoginFailed', observed, { kinds: ['sign-in'] }),
  ...[
    'Consent to application.',
    'Add app role assignment to service principal.',
    'Add delegated permission grant.',
    'Add service principal.',
    'Add application.',
  ].map((name): OperationFact => ({ name, kinds: ['directory'], source: observed })),
];

/** Verbs that the admin audit log leaves out. */
export const unloggedVerb = {
  prefix: 'Get-',
  why: 'Get- cmdlets are not written to the admin audit log',
  source: 'Microsoft, Set-AdminAuditLogConfig',
} as const;

/** Where a record that lacks a field has the same fact. */
export const insteadOf: Readonly<Record<string, string>> = {
  ClientIP: 'ClientIPAddress',
  ClientIPAddress: 'ClientIP',
  MailboxOwnerUPN: 'ObjectId or Parameters',
  ClientInfoString: 'ClientAppId or AppId',
};
