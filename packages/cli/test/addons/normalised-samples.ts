import type { Sample } from './samples.ts';

/** Records cut to what a normalised field reads, all values made up, with the value it must have; null: none. */
type Case = readonly [about: string, record: Readonly<Record<string, unknown>>, expected: unknown];

const graph = '00000003-0000-0000-c000-000000000000';
const exchange = '00000002-0000-0ff1-ce00-000000000000';
const app = '0a1b2c3d-0000-4000-8000-0123456789ab';
const other = '9f8e7d6c-0000-4000-8000-ba9876543210';
const mailbox = { MailboxGuid: '5e5e5e5e-0000-4000-8000-000000000001' };

const address = (expected: Readonly<Record<string, string | null>>): Case[] =>
  Object.entries(expected).map(([ClientIP, wanted]) => [`the address '${ClientIP}'`, { ClientIP }, wanted]);

const folderId = (counter: string, last = 'B'): string =>
  `LgAAAADMADEUP0000000000000000000000000000000000AAAAA${counter}AAA${last}`;
const spoken = (expected: Readonly<Record<string, string>>): Case[] =>
  Object.entries(expected).map(([ClientInfoString, api]) => [
    `the agent ${ClientInfoString}`,
    { ...mailbox, ClientInfoString },
    api,
  ]);
const properties = (...pairs: readonly (readonly [string, unknown])[]): Record<string, unknown> => ({
  OperationProperties: pairs.map(([Name, Value]) => ({ Name, Value })),
});

const o365: Readonly<Record<string, readonly Case[]>> = {
  actor: [
    ['an address', { UserId: 'Ana.B@Example.com' }, 'ana.b@example.com'],
    ['the system', { UserId: 'S-1-5-18' }, 's-1-5-18'],
    ['a service', { UserId: 'NT AUTHORITY\\SYSTEM (X.Servicehost)' }, 'nt authority\\system (x.servicehost)'],
    ['an empty text', { UserId: '' }, null],
    ['nothing', {}, null],
    ['letters of other scripts', { UserId: 'ÉVA@example.com' }, 'éva@example.com'],
  ],
  mailbox: [
    ['an id', { MailboxGuid: 'ABCD', MailboxOwnerUPN: 'a@x' }, 'abcd'],
    ['an owner', { MailboxOwnerUPN: 'A@X.example' }, 'a@x.example'],
    ['an empty id', { MailboxGuid: '', MailboxOwnerUPN: 'a@x.example' }, 'a@x.example'],
    ['nothing', { UserId: 'a@x.example' }, null],
  ],
  ip: [
    ...address({
      '192.0.2.7': '192.0.2.7',
      '192.0.2.7:62589': '192.0.2.7',
      '[2001:DB8::A]:47114': '2001:db8::a',
      '[2001:db8::a]': '2001:db8::a',
      '2001:db8::a': '2001:db8::a',
      '::1': '::1',
      '::ffff:192.0.2.7': '192.0.2.7',
      '::FFFF:192.0.2.7:443': '192.0.2.7',
      '[::ffff:192.0.2.7]:443': '192.0.2.7',
      'fe80::1%4': 'fe80::1',
      ' 192.0.2.7\r\n': '192.0.2.7',
      '': null,
      '<null>': null,
      'Unknown (service)': null,
    }),
    [
      'three fields',
      { ActorIP: '192.0.2.1', ClientIPAddress: '192.0.2.2', ClientIP: '192.0.2.3' },
      '192.0.2.1',
    ],
    ['two fields', { ActorIP: '', ClientIPAddress: '192.0.2.2', ClientIP: '192.0.2.3' }, '192.0.2.2'],
    ['no address before one', { ActorIP: 'none', ClientIP: '192.0.2.3' }, '192.0.2.3'],
    ['a list, which is no ClientIP', { ClientIP: ['192.0.2.8:1', '192.0.2.9'] }, null],
    ['nothing', {}, null],
  ],
  ip_is_microsoft: [
    ['Exchange', { ClientIPAddress: '40.96.1.2' }, 1],
    ['with a port', { ClientIP: '[2603:1026:c0a::5]:77' }, 1],
    ['a mapped address', { ClientIP: '::ffff:20.190.160.9' }, 1],
    ['a server of Exchange', { ClientIP: '2603:10a6:803:50::1' }, 1],
    ['a rented one in Azure', { ClientIP: '20.50.1.2' }, 0],
    ['another', { ClientIP: '192.0.2.7:1' }, 0],
    ['another v6', { ClientIP: '2001:db8::1' }, 0],
    ['dirty text', { ClientIP: 'printer' }, null],
    ['nothing', {}, null],
  ],
  agent: [
    ['both', { ActorInfoString: 'curl/8', ClientInfoString: 'Client=REST;;' }, 'curl/8'],
    ['an empty one', { ActorInfoString: '', ClientInfoString: 'Client=REST;;' }, 'Client=REST;;'],
    ['nothing', { UserId: 'a' }, null],
  ],
  api: [
    ...spoken({
      'Client=REST;Client=RESTSystem;;': 'rest',
      'Client=WebServices;ExchangeWebServicesProxy/1': 'ews',
      'ExchangeServicesClient/15.0': 'ews',
      'Client=OWA;Action=ViaProxy': 'owa',
      'Client=MSExchangeRPC': 'mapi',
      'Client=POP3/IMAP4;Protocol=IMAP4': 'imap',
      'Client=POP3/IMAP4;Protocol=POP3': 'pop',
      'Client=POP3;x': 'pop',
      'Client=ActiveSync;x': 'eas',
      'Client=Microsoft.Exchange.Powershell;x': 'powershell',
      'Client=Hub Transport': 'unknown',
      'Mozilla/5.0 Client=OWA': 'unknown',
    }),
    ['Graph', { AppId: graph, ClientInfoString: 'Client=REST;;' }, 'graph'],
    ['Graph without agent', { AppId: graph.toUpperCase() }, 'graph'],
    [
      'the true agent beside the other',
      { ActorInfoString: 'curl/8', ClientInfoString: 'Client=WebServices;x' },
      'ews',
    ],
    ['a mailbox without agent', mailbox, 'unknown'],
    ['no mailbox', { Operation: 'Set-Mailbox' }, null],
  ],
  caller_app: [
    ['Graph', { AppId: graph, ClientAppId: app.toUpperCase() }, app],
    ['Exchange', { AppId: exchange, ClientAppId: app }, app],
    ['Exchange itself', { AppId: exchange }, null],
    ['an application of its own', { AppId: app, ClientAppId: other }, app],
    ['an empty one', { AppId: '', ClientAppId: other }, other],
    ['the caller alone', { ClientAppId: other }, other],
    ['nothing', {}, null],
  ],
  app_pair: [
    ['both', { AppId: graph, ClientAppId: app.toUpperCase() }, `${graph}/${app}`],
    ['one', { AppId: app }, `${app}/`],
    ['the other', { AppId: '', ClientAppId: app }, `/${app}`],
    ['nothing', { AppId: '' }, null],
  ],
  access: [
    ['by name', properties(['IsThrottled', 'False'], ['MailAccessType', 'Bind']), 'Bind'],
    ['without others', properties(['MailAccessType', 'Sync']), 'Sync'],
    ['not there', properties(['IsThrottled', 'False']), null],
    ['nothing', {}, null],
  ],
  throttled: [
    ['true', properties(['MailAccessType', 'Bind'], ['IsThrottled', 'True']), 1],
    ['false', properties(['IsThrottled', 'False'], ['MailAccessType', 'Bind']), 0],
    ['dirty', properties(['IsThrottled', 'maybe']), null],
    ['not there', properties(['MailAccessType', 'Bind']), null],
  ],
  items: [
    [
      'several folders',
      {
        ...mailbox,
        OperationCount: 9,
        Folders: [
          { FolderItems: [{ InternetMessageId: '<a>' }, { InternetMessageId: '<b>' }] },
          { FolderItems: [{ InternetMessageId: '<c>' }] },
        ],
      },
      3,
    ],
    [
      'items by another id',
      { ...mailbox, Folders: [{ FolderItems: [{ ImmutableId: 'i' }, { ImmutableId: 'j' }] }] },
      2,
    ],
    ['a count', { ...mailbox, OperationCount: '7', Folders: [] }, 7],
    ['a dirty count', { ...mailbox, OperationCount: 'many' }, 1],
    ['neither', mailbox, 1],
    ['no mailbox', { OperationCount: 4 }, null],
  ],
  folder_kind: [
    ['the inbox', { Folders: [{ Id: folderId('AAEM'), Path: '\\Anything' }] }, 'inbox'],
    ['sent', { Folders: [{ Id: folderId('AAEJ') }] }, 'sent'],
    ['a name that is hidden', { Folders: [{ Id: folderId('AAEK'), Path: 'Not Available' }] }, 'deleted'],
    ['a folder of the user', { Folders: [{ Id: folderId('tsb8'), Path: '\\Projects' }] }, 'unknown'],
    ['a localised name', { Folders: [{ Id: folderId('tsb8'), Path: '\\Éléments supprimés' }] }, 'deleted'],
    ['a folder below one', { Folders: [{ Id: folderId('tsb8'), Path: '\\Inbox\\2021' }] }, 'unknown'],
    [
      'several folders',
      {
        Folders: [
          { Id: folderId('AAEP'), Path: '\\Drafts' },
          { Id: folderId('AAEM'), Path: '\\Inbox' },
          { Id: folderId('AAEP'), Path: '\\Drafts' },
        ],
      },
      ['drafts', 'inbox'],
    ],
    [
      'a folder without path among several',
      { Folders: [{ Id: folderId('tsb8') }, { Id: folderId('AAEM'), Path: '\\Drafts' }] },
      ['unknown', 'inbox'],
    ],
    ['a sync', { Item: { ParentFolder: { Id: folderId('AAEN', 'C'), Path: '\\Calendar' } } }, 'calendar'],
    ['a path alone', { Item: { ParentFolder: { Path: '\\Kontakte' } } }, 'contacts'],
    ['a move', { Folder: { Id: folderId('AAEO') } }, 'contacts'],
    ['an empty list', { Folders: [] }, null],
    ['nothing', {}, null],
  ],
  logon: [
    ['the owner', { LogonType: 0 }, 0],
    ['text', { LogonType: '2' }, 2],
    ['a word', { LogonType: 'Delegated' }, 2],
    ['words', { LogonType: 'DelegatedAdmin' }, 6],
    ['an unknown word', { LogonType: 'Guest' }, 'Guest'],
    ['nothing', { LogonType: '' }, null],
  ],
  nonowner: [
    ['the owner', { LogonType: 0 }, 0],
    ['an administrator', { LogonType: 1 }, 1],
    ['a delegate as text', { LogonType: '2' }, 1],
    ['a partner', { LogonType: 6 }, 1],
    ['another account', { LogonType: 0, LogonUserSid: 'S-1-5-21-1', MailboxOwnerSid: 'S-1-5-21-2' }, 1],
    ['the system', { LogonType: 0, LogonUserSid: 'S-1-5-18', MailboxOwnerSid: 'S-1-5-21-2' }, 1],
    ['the same account', { LogonType: 0, LogonUserSid: 's-1-5-21-1', MailboxOwnerSid: 'S-1-5-21-1' }, 0],
    ['one account alone', { LogonUserSid: 'S-1-5-21-1', MailboxOwnerSid: '' }, null],
    ['nothing', {}, null],
  ],
  app_only: [
    ['an application', { UserId: 'a@x.example', UserType: 5 }, 1],
    ['a service principal as text', { UserId: 'a@x.example', UserType: '6' }, 1],
    ['a word', { UserId: 'a@x.example', UserType: 'ServicePrincipal' }, 1],
    ['an id', { UserId: app, UserType: 0 }, 1],
    ['a name', { UserId: `ServicePrincipal_${app}`, UserType: 4 }, 1],
    ['a person', { UserId: 'a@x.example', UserType: 0 }, 0],
    ['the system', { UserId: 'S-1-5-18', UserType: 3 }, 0],
    ['nothing', {}, null],
  ],
  app_only_reason: [
    ['an application', { UserId: app, UserType: 5 }, 'UserType is Application'],
    ['a service principal', { UserType: 6 }, 'UserType is ServicePrincipal'],
    ['an id', { UserId: `${app}@x.example`, UserType: 0 }, 'UserId is an id'],
    ['a name', { UserId: `ServicePrincipal_${app}` }, 'UserId is a service principal'],
    ['a person', { UserId: 'a@x.example', UserType: 0 }, null],
  ],
};

const iis: Readonly<Record<string, readonly Case[]>> = {
  actor: [
    ['an account', { 'cs-username': 'CORP\\Ana' }, 'corp\\ana'],
    ['the other spelling', { cs_username: 'Ana' }, 'ana'],
    ['nobody', { 'cs-username': '-' }, null],
  ],
  ip: [['an address', { 'c-ip': '::ffff:192.0.2.7' }, '192.0.2.7']],
  ip_is_microsoft: [
    ['Exchange', { 'c-ip': '40.96.1.2' }, 1],
    ['another', { c_ip: '192.0.2.1' }, 0],
  ],
  agent: [['a program', { 'cs(User-Agent)': 'curl/8' }, 'curl/8']],
  api: [
    ['EWS', { 'cs-uri-stem': '/EWS/Exchange.asmx' }, 'ews'],
    ['ActiveSync', { cs_uri_stem: '/Microsoft-Server-ActiveSync' }, 'eas'],
    ['another path', { 'cs-uri-stem': '/ewsx' }, null],
  ],
};

const httpProxy: Readonly<Record<string, readonly Case[]>> = {
  actor: [
    ['an account', { AuthenticatedUser: 'LAB\\Ana' }, 'lab\\ana'],
    ['nobody', { Protocol: 'Ews' }, null],
  ],
  mailbox: [
    ['an address', { AnchorMailbox: 'SMTP:Bob@contoso.example' }, 'bob@contoso.example'],
    ['an address alone', { AnchorMailbox: 'Bob@contoso.example' }, 'bob@contoso.example'],
    ['an id', { AnchorMailbox: `MailboxGuid~${app.toUpperCase()}` }, app.toLowerCase()],
    ['an account', { AnchorMailbox: 'Sid~S-1-5-21-1' }, 's-1-5-21-1'],
    ['nothing', { AnchorMailbox: '' }, null],
  ],
  ip: [['an address', { ClientIpAddress: '::ffff:192.0.2.7' }, '192.0.2.7']],
  ip_is_microsoft: [
    ['Exchange', { ClientIpAddress: '40.96.1.2' }, 1],
    ['another', { ClientIpAddress: '192.0.2.1' }, 0],
  ],
  agent: [['a program', { UserAgent: 'python-requests/2.31' }, 'python-requests/2.31']],
  api: [
    ['EWS', { Protocol: 'Ews' }, 'ews'],
    ['Outlook Anywhere', { Protocol: 'RpcHttp' }, 'mapi'],
    ['nothing', {}, null],
  ],
};

const google: Readonly<Record<string, readonly Case[]>> = {
  actor: [
    ['an account', { actor: { email: 'Ana@Example.com' } }, 'ana@example.com'],
    ['no address', { actor: { profileId: '1' } }, null],
  ],
  ip: [['an address', { ipAddress: '2001:DB8::1' }, '2001:db8::1']],
};

function samplesOf(sourcetype: string, cases: Readonly<Record<string, readonly Case[]>>): Sample[] {
  return Object.entries(cases).flatMap(([name, ofField]) =>
    ofField.map(([about, record, expected]) => ({
      about: `${sourcetype} ${name}: ${about}`,
      sourcetype,
      record,
      gives: { [name]: expected },
    })),
  );
}

export const normalisedSamples: readonly Sample[] = [
  ...samplesOf('o365:management:activity', o365),
  ...samplesOf('iis', iis),
  ...samplesOf('MSExchange:HttpProxy', httpProxy),
  ...samplesOf('gws:reports:login', google),
];
