import { calculatedFields, type FieldRow } from './define.ts';
import { bareAddress, filledText, firstFilled, jsonMember, namedValue, wordOf } from './o365-expressions.ts';

/** Source: Office 365 Management Activity API schema, enum User type. */
const userTypes = {
  0: 'Regular',
  1: 'Reserved',
  2: 'Admin',
  3: 'DcAdmin',
  4: 'System',
  5: 'Application',
  6: 'ServicePrincipal',
  7: 'CustomPolicy',
  8: 'SystemPolicy',
  9: 'PartnerTechnician',
  10: 'Guest',
};

/** Source: Office 365 Management Activity API schema, enum AuditLogRecordType; those that detections name. */
const recordTypes = {
  1: 'ExchangeAdmin',
  2: 'ExchangeItem',
  3: 'ExchangeItemGroup',
  4: 'SharePoint',
  6: 'SharePointFileOperation',
  7: 'OneDrive',
  8: 'AzureActiveDirectory',
  9: 'AzureActiveDirectoryAccountLogon',
  10: 'DataCenterSecurityCmdlet',
  11: 'ComplianceDLPSharePoint',
  13: 'ComplianceDLPExchange',
  14: 'SharePointSharingOperation',
  15: 'AzureActiveDirectoryStsLogon',
  18: 'SecurityComplianceCenterEOPCmdlet',
  20: 'PowerBIAudit',
  21: 'CRM',
  22: 'Yammer',
  23: 'SkypeForBusinessCmdlets',
  24: 'Discovery',
  25: 'MicrosoftTeams',
  28: 'ThreatIntelligence',
  30: 'MicrosoftFlow',
  31: 'AeD',
  35: 'Project',
  36: 'SharePointListOperation',
  38: 'DataGovernance',
  40: 'SecurityComplianceAlerts',
  41: 'ThreatIntelligenceUrl',
  42: 'SecurityComplianceInsights',
  44: 'WorkplaceAnalytics',
  45: 'PowerAppsApp',
  47: 'ThreatIntelligenceAtpContent',
  50: 'ExchangeItemAggregated',
  52: 'DataInsightsRestApiAudit',
};

const record = 'the audit record';
const exchange = 'the audit record of an Exchange cmdlet (RecordType 1)';
const entra = 'the audit record of the directory (RecordType 8)';
const signIn = 'the audit record of a sign-in (RecordType 15)';

/** Changes: who made one is its source user. */
const isChange = 'RecordType=1 OR RecordType=8';

const address = bareAddress(
  firstFilled('ClientIPAddress', 'ClientIP', 'ActorIpAddress', 'ActorIP', 'Client_IPAddress', 'clientIp'),
);

const userAgent = `coalesce(${[
  filledText('UserAgent'),
  namedValue('ExtendedProperties', 'UserAgent'),
  jsonMember(namedValue('ExtendedProperties', 'additionalDetails'), 'User-Agent'),
  filledText('ClientInfoString'),
].join(', ')})`;

const rows: readonly FieldRow[] = [
  // Who.
  ['user', filledText('UserId'), 'The account that acted.', `${record}: UserId`],
  ['user_id', filledText('UserId'), 'The account that acted.', `${record}: UserId`],
  ['user_name', filledText('UserId'), 'The account that acted.', `${record}: UserId`],
  ['user_type', wordOf('UserType', userTypes), 'The kind of account, as a word.', `${record}: UserType`],
  [
    'src_user',
    `if(${isChange}, ${filledText('UserId')}, null())`,
    'Who made a change.',
    `${exchange}, ${entra}: UserId`,
  ],
  [
    'src_user_type',
    `if(${isChange}, ${wordOf('UserType', userTypes)}, null())`,
    'The kind of account that made a change.',
    `${exchange}, ${entra}: UserType`,
  ],
  // From where.
  [
    'src',
    address,
    'The address of the client, without port, brackets and zone.',
    `${record}: ClientIPAddress, ClientIP, ActorIpAddress`,
  ],
  [
    'src_ip',
    address,
    'The address of the client, without port, brackets and zone.',
    `${record}: ClientIPAddress, ClientIP, ActorIpAddress`,
  ],
  [
    'user_agent',
    userAgent,
    'The program of the client.',
    `${signIn}, ${entra}: ExtendedProperties; ${record}: ClientInfoString`,
  ],
  [
    'client_info_str',
    filledText('ClientInfoString'),
    'The program of the client as Exchange writes it.',
    'the audit record of a mailbox: ClientInfoString',
  ],
  // What.
  ['command', 'Operation', 'The operation.', `${record}: Operation`],
  ['signature', 'Operation', 'The operation.', `${record}: Operation`],
  [
    'record_type',
    wordOf('RecordType', recordTypes),
    'The kind of record, as a word.',
    `${record}: RecordType`,
  ],
  [
    'action',
    'case(Operation="UserLoggedIn", "success", Operation="UserLoginFailed", "failure", match(Operation, "(?i)^(Add|Set|Update|Change|Remove|Delete) .*(member|owner|license|role|grant|properties)"), "modified", match(Operation, "(?i)^(New-|Add-|Add |Create|Install-)"), "created", match(Operation, "(?i)^(Remove-|Remove |Delete)"), "deleted", match(Operation, "(?i)^(Set-|Set |Update|Change|Modify|Enable-|Disable-|Reset )"), "modified")',
    'What was done, in the words of the CIM.',
    `${record}: Operation`,
  ],
  [
    'status',
    'case(Operation="UserLoginFailed", "failure", match(ResultStatus, "(?i)^(success|succeeded|partiallysucceeded|true)$"), "success", match(ResultStatus, "(?i)^(fail|failed|failure|false)$"), "failure")',
    'success or failure. A sign-in that failed says so by its operation alone.',
    `${record}: ResultStatus, Operation`,
  ],
  ['result', filledText('ResultStatus'), 'The result as the service writes it.', `${record}: ResultStatus`],
  ['reason', filledText('LogonError'), 'Why a sign-in failed.', `${signIn}: LogonError`],
  [
    'authentication_method',
    namedValue('ExtendedProperties', 'UserAuthenticationMethod'),
    'How the user proved who they are, as a number.',
    `${signIn}: ExtendedProperties`,
  ],
  // To what.
  [
    'object',
    `coalesce('Item.ParentFolder.Name', mvindex('Target{}.ID', 3), ${firstFilled('SourceFileName', 'ObjectId')})`,
    'What was acted upon: a folder, the name of a directory object, a file, or its id.',
    `${record}: Item.ParentFolder, Target, SourceFileName, ObjectId`,
  ],
  ['object_id', filledText('ObjectId'), 'The id of what was acted upon.', `${record}: ObjectId`],
  [
    'object_category',
    "lower(mvindex('Target{}.ID', 2))",
    'The kind of directory object.',
    `${entra}: Target`,
  ],
  [
    'object_attrs',
    "coalesce('ModifiedProperties{}.Name', 'Parameters{}.Name')",
    'The names of what was changed.',
    `${exchange}: Parameters; ${entra}: ModifiedProperties`,
  ],
  ['dest', filledText('Workload'), 'The service.', `${record}: Workload`],
  ['dest_name', filledText('Workload'), 'The service.', `${record}: Workload`],
  ['dvc', filledText('Workload'), 'The service that wrote the record.', `${record}: Workload`],
  ['app', filledText('Workload'), 'The service.', `${record}: Workload`],
  [
    'authentication_service',
    filledText('Workload'),
    'The service that knows the account.',
    `${record}: Workload`,
  ],
  ['tenant_id', filledText('OrganizationId'), 'The tenant.', `${record}: OrganizationId`],
  ['vendor_account', filledText('OrganizationId'), 'The tenant.', `${record}: OrganizationId`],
  ['vendor_product', '"Microsoft Office 365"', 'The product.', 'the same for every record'],
];

/** Fields that the add-on computes of an audit record. Source: Splunk Add-on for Microsoft Office 365; its field lists. */
export const o365Fields = calculatedFields('sourcetype="o365:management:activity"', rows);
