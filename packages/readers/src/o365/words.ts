/**
 * Words that exports write where the record has a number.
 * Source: Office 365 Management Activity API schema, AuditLogRecordType, UserType, and the mailbox logon types.
 */
const USER_TYPES = [
  'Regular',
  'Reserved',
  'Admin',
  'DcAdmin',
  'System',
  'Application',
  'ServicePrincipal',
  'CustomPolicy',
];
const MORE_USER_TYPES: readonly Row[] = [
  [8, 'SystemPolicy'],
  [9, 'PartnerTechnician'],
  [10, 'Guest'],
];
const LOGON_TYPES = [
  'Owner',
  'Admin',
  'Delegated',
  'Transport',
  'SystemService',
  'BestAccess',
  'DelegatedAdmin',
];

type Row = readonly [number, string];

const RECORD_TYPES: readonly Row[] = [
  [1, 'ExchangeAdmin'],
  [2, 'ExchangeItem'],
  [3, 'ExchangeItemGroup'],
  [4, 'SharePoint'],
  [6, 'SharePointFileOperation'],
  [7, 'OneDrive'],
  [8, 'AzureActiveDirectory'],
  [9, 'AzureActiveDirectoryAccountLogon'],
  [10, 'DataCenterSecurityCmdlet'],
  [11, 'ComplianceDLPSharePoint'],
  [13, 'ComplianceDLPExchange'],
  [14, 'SharePointSharingOperation'],
  [15, 'AzureActiveDirectoryStsLogon'],
  [18, 'SecurityComplianceCenterEOPCmdlet'],
  [19, 'ExchangeAggregatedOperation'],
  [20, 'PowerBIAudit'],
  [21, 'CRM'],
  [22, 'Yammer'],
  [24, 'Discovery'],
  [25, 'MicrosoftTeams'],
  [28, 'ThreatIntelligence'],
  [30, 'MicrosoftFlow'],
  [31, 'AeD'],
  [32, 'MicrosoftStream'],
  [35, 'Project'],
  [36, 'SharePointListOperation'],
  [37, 'SharePointCommentOperation'],
  [38, 'DataGovernance'],
  [40, 'SecurityComplianceAlerts'],
  [41, 'ThreatIntelligenceUrl'],
  [45, 'PowerAppsApp'],
  [47, 'ThreatIntelligenceAtpContent'],
  [50, 'ExchangeItemAggregated'],
  [52, 'DataInsightsRestApiAudit'],
  [54, 'SharePointListItemOperation'],
  [55, 'SharePointContentTypeOperation'],
  [56, 'SharePointFieldOperation'],
  [57, 'MicrosoftTeamsAdmin'],
  [64, 'AirInvestigation'],
  [65, 'Quarantine'],
  [66, 'MicrosoftForms'],
];

const userType = lookup([...numbered(USER_TYPES), ...MORE_USER_TYPES]);
const logonType = lookup(numbered(LOGON_TYPES));

/** By canonical key: the number behind a word, whatever its letter case. */
const WORDS: ReadonlyMap<string, ReadonlyMap<string, number>> = new Map([
  ['RecordType', lookup(RECORD_TYPES)],
  ['UserType', userType],
  ['LogonType', logonType],
  ['InternalLogonType', logonType],
]);

/** The number that a word stands for in the field `key`, undefined when it is no such word. */
export function wordToNumber(key: string, word: string): number | undefined {
  return WORDS.get(key)?.get(word.toLowerCase());
}

function numbered(words: readonly string[]): Row[] {
  return words.map((word, index) => [index, word]);
}

function lookup(rows: readonly Row[]): ReadonlyMap<string, number> {
  return new Map(rows.map(([number, word]) => [word.toLowerCase(), number]));
}
