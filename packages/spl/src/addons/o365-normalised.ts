import { calculatedFields, type FieldRow } from './define.ts';
import { folderKindOf } from './folder-kinds.ts';
import { addressOf, flag, ipPart, isMicrosoft } from './normalised-expressions.ts';
import { filledText, firstFilled, namedValue } from './o365-expressions.ts';

const graph = '00000003-0000-0000-c000-000000000000';
const exchange = '00000002-0000-0ff1-ce00-000000000000';

const record = 'the audit record';
const mailboxRecord = 'the audit record of a mailbox (RecordType 2, 3, 50)';
const isOfMailbox = '(MailboxGuid!="" OR MailboxOwnerUPN!="")';

const agent = firstFilled('ActorInfoString', 'ClientInfoString');
const ip = addressOf('ActorIP', 'ClientIPAddress', 'ClientIP');

/** Both programs as one text, for their first tokens say what was spoken: `Client=WebServices;...`. */
const spoken = 'lower(coalesce(ActorInfoString, "") . "|" . coalesce(ClientInfoString, ""))';

/** The interface by how a program begins. Source: audit records; the names after `Client=` are those of Exchange. */
const begins: readonly (readonly [api: string, pattern: string])[] = [
  ['imap', '(^|[|])client=(imap4|pop3/imap4;protocol=imap4)'],
  ['pop', '(^|[|])client=pop3'],
  ['rest', '(^|[|])client=rest'],
  ['ews', '(^|[|])(client=webservices|exchangewebservices|exchangeservicesclient)'],
  ['owa', '(^|[|])client=owa'],
  ['mapi', '(^|[|])client=(mapi|msexchangerpc)'],
  ['eas', '(^|[|])client=(activesync|airsync|microsoft-server-activesync)'],
  ['powershell', '(^|[|])client=[a-z.]*powershell'],
];
const api = `case(lower(AppId)="${graph}", "graph", ${begins
  .map(([name, pattern]) => `match(spoken, "${pattern}"), "${name}"`)
  .join(', ')}, spoken!="|" OR ${isOfMailbox}, "unknown")`;

const callerApp = `lower(case(in(lower(AppId), "${graph}", "${exchange}"), ${filledText('ClientAppId')}, AppId!="", AppId, true(), ${filledText('ClientAppId')}))`;

const items = [
  "'Folders{}.FolderItems{}.InternetMessageId'",
  "'Folders{}.FolderItems{}.ImmutableId'",
  "'Folders{}.FolderItems{}.Id'",
]
  .map((field) => `coalesce(mvcount(${field}), 0)`)
  .join(', ');
const counted = 'tonumber(OperationCount)';

/** `<identifier>|<path>` of each folder; identifiers alone where the two lists are not of one length. */
const folders = `case(mvcount('Folders{}.Id')=mvcount('Folders{}.Path'), mvzip('Folders{}.Id', 'Folders{}.Path', "|"), isnotnull('Folders{}.Id'), mvmap('Folders{}.Id', 'Folders{}.Id' . "|"), isnotnull('Folders{}.Path'), mvmap('Folders{}.Path', "|" . 'Folders{}.Path'), true(), mvappend(coalesce('Item.ParentFolder.Id', 'Folder.Id', if(isnotnull(coalesce('Item.ParentFolder.Path', 'Folder.Path')), "", null())) . "|" . coalesce('Item.ParentFolder.Path', 'Folder.Path', "")))`;

/** Exports of other products write the words. Source: Management Activity API schema, enum LogonType. */
const logon =
  'case(isnum(LogonType), tonumber(LogonType), lower(LogonType)="owner", 0, lower(LogonType)="admin", 1, match(LogonType, "(?i)^delegated?$"), 2, match(LogonType, "(?i)^delegated ?admin$"), 6, LogonType!="", LogonType)';
const otherSid =
  'if(LogonUserSid!="" AND MailboxOwnerSid!="", lower(LogonUserSid)!=lower(MailboxOwnerSid), null())';

const guid = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const appOnlyReason = `case(in(lower(UserType), "5", "application"), "UserType is Application", in(lower(UserType), "6", "serviceprincipal"), "UserType is ServicePrincipal", match(UserId, "(?i)^${guid}(@|$)"), "UserId is an id", match(UserId, "(?i)^service ?principal_"), "UserId is a service principal")`;

const rows: readonly FieldRow[] = [
  ['actor', `lower(${filledText('UserId')})`, 'The account that acted, in lower case.', `${record}: UserId`],
  [
    'mailbox',
    `lower(${firstFilled('MailboxGuid', 'MailboxOwnerUPN')})`,
    'The mailbox: its id, else its owner; in lower case.',
    `${mailboxRecord}: MailboxGuid, MailboxOwnerUPN`,
  ],
  [
    'ip',
    ip,
    'The address of the client, without brackets, port, zone and ::ffff:. Text that is no address is none.',
    `${record}: ActorIP, else ClientIPAddress, else ClientIP`,
  ],
  [
    'ip_is_microsoft',
    isMicrosoft,
    '1 where ip is one of Microsoft 365, 0 where it is another; the service itself may then have read on behalf of a client that is not seen.',
    `${record}: ip; the ranges that Microsoft publishes, as of 2024-11-04`,
    ipPart(ip),
  ],
  ['agent', agent, 'The program of the client.', `${record}: ActorInfoString, else ClientInfoString`],
  [
    'api',
    api,
    'How the mailbox was reached: graph, rest, ews, owa, mapi, imap, pop, eas, powershell or unknown.',
    `${record}: AppId, and how ActorInfoString and ClientInfoString begin`,
    { name: 'spoken', expr: spoken },
  ],
  [
    'caller_app',
    callerApp,
    'The application that called: ClientAppId where AppId is Microsoft Graph or Exchange itself, else AppId, else ClientAppId; in lower case.',
    `${record}: AppId, ClientAppId`,
  ],
  [
    'app_pair',
    `if(AppId!="" OR ClientAppId!="", lower(coalesce(AppId, "") . "/" . coalesce(ClientAppId, "")), null())`,
    'AppId and ClientAppId with a slash between them, either of which may be empty; in lower case.',
    `${record}: AppId, ClientAppId`,
  ],
  [
    'access',
    `coalesce(${filledText('MailAccessType')}, ${namedValue('OperationProperties', 'MailAccessType')})`,
    'Bind: messages were opened. Sync: a folder was copied.',
    `${mailboxRecord}: MailAccessType in OperationProperties`,
  ],
  [
    'throttled',
    `case(lower(flagged)="true" OR flagged="1", 1, lower(flagged)="false" OR flagged="0", 0)`,
    '1 where the mailbox writes no more records of reads for a day, 0 where it does.',
    `${mailboxRecord}: IsThrottled in OperationProperties`,
    {
      name: 'flagged',
      expr: `coalesce(${filledText('IsThrottled')}, ${namedValue('OperationProperties', 'IsThrottled')})`,
    },
  ],
  [
    'items',
    `if(${isOfMailbox}, case(listed>0, listed, ${counted}>0, ${counted}, true(), 1), null())`,
    'Number of messages of the record: those it lists, else OperationCount, else 1.',
    `${mailboxRecord}: Folders, OperationCount`,
    { name: 'listed', expr: `max(${items})` },
  ],
  [
    'folder_kind',
    `mvdedup(mvmap(folders, ${folderKindOf('folders')}))`,
    'The kinds of the folders: inbox, sent, drafts, deleted, calendar, contacts or unknown; by the identifier, else by the name in fifteen languages.',
    `${mailboxRecord}: Folders, Item.ParentFolder, Folder`,
    { name: 'folders', expr: folders },
  ],
  [
    'logon',
    logon,
    'How the mailbox was opened: 0 owner, 1 administrator, 2 delegate, 3 transport, 4 service, 6 delegated administrator.',
    `${mailboxRecord}: LogonType`,
  ],
  [
    'nonowner',
    `case(in(kind, 1, 2, 6) OR ${otherSid}, 1, isnotnull(kind) OR isnotnull(${otherSid}), 0)`,
    '1 where the mailbox was opened by somebody else than its owner, 0 where by its owner.',
    `${mailboxRecord}: LogonType; LogonUserSid beside MailboxOwnerSid`,
    { name: 'kind', expr: logon },
  ],
  [
    'app_only',
    `if(UserId!="" OR UserType!="", ${flag('isnotnull(reason)')}, null())`,
    '1 where an application acted with rights of its own, 0 where nothing says so. A graded inference: see app_only_reason.',
    `${record}: UserType, UserId`,
    { name: 'reason', expr: appOnlyReason },
  ],
  [
    'app_only_reason',
    appOnlyReason,
    'Why app_only is 1: the record says so itself (UserType), or the name of its account looks like that of an application.',
    `${record}: UserType, UserId`,
  ],
];

/** The fields by which rules of this project read an audit record, beside the raw ones. */
export const o365Normalised = calculatedFields('sourcetype="o365:management:activity"', rows);
