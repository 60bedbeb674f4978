import { calculatedFields, type FieldRow } from './define.ts';
import { filledText, namedValue } from './o365-expressions.ts';

function lifted(array: string, record: string, names: string): readonly FieldRow[] {
  return names
    .split(/\s+/)
    .filter((name) => name !== '')
    .map((name) => [
      name,
      namedValue(array, name),
      `The value of ${name} in ${array}.`,
      `${record}: ${array}`,
    ]);
}

/** `-Name "value"` in the one text that the Security & Compliance cmdlets log as their parameters. */
function commandLine(name: string): string {
  const found = `match(Parameters, "(^|\\\\s)-${name} ")`;
  const value = `replace(Parameters, "(?s)^(?:.*?\\\\s)?-${name} \\\\(?\\"?([^\\"\\\\)]*)\\"?\\\\)?.*$", "\\1")`;
  return `if(${found}, ${value}, null())`;
}

function cmdletText(names: string): readonly FieldRow[] {
  return names.split(' ').map((name) => {
    const expr = `coalesce(${namedValue('Parameters', name)}, ${filledText(commandLine(name))})`;
    return [
      name,
      expr,
      `The value of the parameter ${name}.`,
      'the audit record of a cmdlet (RecordType 1, 18): Parameters',
    ];
  });
}

const exchange = 'the audit record of an Exchange cmdlet (RecordType 1)';

/**
 * Members of `{Name, Value}` arrays, under their own names, as the add-on lifts them. Any name can stand in such an array;
 * these are the ones that detections of mailbox access, forwarding, delegation and export ask for.
 * Source: Splunk Add-on for Microsoft Office 365; its field lists. Exchange cmdlet reference for the parameters.
 */
export const o365Properties = calculatedFields('sourcetype="o365:management:activity"', [
  ...lifted(
    'Parameters',
    exchange,
    `ForwardingSmtpAddress ForwardingAddress DeliverToMailboxAndForward
    Identity User AccessRights InheritanceType Trustee GrantSendOnBehalfTo AutoMapping
    Role SecurityGroup App CustomRecipientWriteScope RecipientOrganizationalUnitScope
    ForwardTo ForwardAsAttachmentTo RedirectTo BlindCopyTo CopyTo RedirectMessageTo
    DeleteMessage MoveToFolder MarkAsRead StopProcessingRules SubjectContainsWords
    SubjectOrBodyContainsWords BodyContainsWords FromAddressContainsWords From
    AuditEnabled AuditBypassEnabled AuditOwner AuditDelegate AuditAdmin DefaultAuditSet
    AdminAuditLogEnabled UnifiedAuditLogIngestionEnabled
    Mailbox FilePath SourceMailboxes TargetMailbox TargetFolder SearchQuery ContentFilter
    ImapEnabled PopEnabled EwsEnabled EwsAllowList EwsApplicationAccessPolicy ActiveSyncEnabled
    Enabled DisplayName Priority RemoteDomain DomainName AutoForwardEnabled`,
  ),
  ...cmdletText('Name ContentMatchQuery ExchangeLocation SearchName Action Format Scenario'),
  ...lifted(
    'OperationProperties',
    'the audit record of a mailbox (RecordType 2, 50)',
    'MailAccessType IsThrottled',
  ),
  ...lifted(
    'ExtendedProperties',
    'the audit record of the directory (RecordType 8, 15)',
    'UserAgent RequestType ResultStatusDetail UserAuthenticationMethod KeepMeSignedIn additionalDetails extendedAuditEventCategory',
  ),
  ...lifted(
    'DeviceProperties',
    'the audit record of a sign-in (RecordType 15)',
    'OS BrowserType IsCompliantAndManaged TrustType SessionId',
  ),
]);
