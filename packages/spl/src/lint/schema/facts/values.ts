import type { ClientFact, Enumeration, NeverSent } from './fact.ts';

const schemaPage = 'Microsoft, Office 365 Management Activity API schema';

/** Fields whose values are few and written in one way. */
export const enumerations: readonly Enumeration[] = [
  {
    field: 'LogonType',
    values: ['0', '1', '2', '3', '4', '5', '6'],
    note: '0 owner, 1 admin, 2 delegate, 3 transport, 4 system service, 6 delegated admin',
    source: 'Microsoft, Manage mailbox auditing',
  },
  {
    field: 'UserType',
    values: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11'],
    note: '0 regular, 2 admin, 3 datacenter admin, 4 system, 5 application, 6 service principal, 9 partner, 10 guest',
    source: schemaPage,
  },
  {
    field: 'ExternalAccess',
    values: ['true', 'false', 'True', 'False'],
    source: `${schemaPage}; observed`,
  },
];

/** Values that are written in one letter case; eval compares letter by letter. */
export const spellings: Readonly<Record<string, readonly string[]>> = {
  Workload: [
    'Exchange',
    'SecurityComplianceCenter',
    'AzureActiveDirectory',
    'SharePoint',
    'OneDrive',
    'MicrosoftTeams',
  ],
  ResultStatus: ['True', 'False', 'Succeeded', 'PartiallySucceeded', 'Failed', 'Success'],
  MailAccessType: ['Bind', 'Sync'],
};

/** Fields that name a person, written by different services in different letter case. */
export const identityFields: readonly string[] = [
  'UserId',
  'MailboxOwnerUPN',
  'LogonUserDisplayName',
  'UserKey',
  'ObjectId',
];

const observed = 'observed in the public invictus-ir records';
const publicTools = 'public code of the client, or public detections';

/** Clients whose form in ClientInfoString is known. */
export const clients: readonly ClientFact[] = [
  {
    name: 'Graph and Outlook REST, third-party application',
    sample: 'Client=REST;;',
    nature: 'silent',
    source: observed,
  },
  {
    name: 'Microsoft service over REST',
    sample: 'Client=REST;Client=RESTSystem;;',
    nature: 'service',
    source: observed,
  },
  {
    name: 'Outlook over EWS',
    sample:
      'Client=WebServices;Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.13929; Pro)[AppId=fe93bfe1];',
    nature: 'user',
    source: observed,
  },
  {
    name: 'python-requests over EWS',
    sample:
      'Client=WebServices;ExchangeWebServicesProxy/CrossSite/EXCH/15.20.7249.024/python-requests/2.25.1[AppId=];',
    nature: 'script',
    source: 'Splunk, attack data of T1114.002',
  },
  {
    name: 'EWS Managed API, which MailSniper uses',
    sample: 'Client=WebServices;ExchangeServicesClient/15.00.0847.030;',
    nature: 'script',
    source: 'OfficeDev/ews-managed-api; dafthack/MailSniper',
  },
  {
    name: 'group provisioning',
    sample: 'Client=WebServices;Action=ConfigureGroupMailbox',
    nature: 'service',
    source: observed,
  },
  {
    name: 'Outlook on the web',
    sample: 'Client=OWA;Mozilla/5.0 (Windows NT 10.0; Win64; x64);',
    nature: 'user',
    source: observed,
  },
  {
    name: 'Outlook on the web, proxied',
    sample: 'Client=OWA;Action=ViaProxy',
    nature: 'user',
    source: observed,
  },
  { name: 'Outlook, MAPI', sample: 'Client=MSExchangeRPC', nature: 'user', source: observed },
  {
    name: 'Outlook mobile',
    sample: 'Client=OutlookService;Outlook-iOS/2.0;',
    nature: 'user',
    source: observed,
  },
  { name: 'eM Client', sample: 'Client=WebServices;eM Client/8.2;', nature: 'script', source: publicTools },
  {
    name: 'ActiveSync',
    sample: 'Client=ActiveSync;UserAgent=Apple-iPhone',
    nature: 'user',
    source: publicTools,
  },
  { name: 'POP3 and IMAP4', sample: 'Client=POP3/IMAP4;Protocol=IMAP4', nature: 'user', source: publicTools },
  {
    name: 'Exchange PowerShell',
    sample: 'Client=Microsoft.Exchange.Powershell; Microsoft WinRM Client',
    nature: 'user',
    source: publicTools,
  },
  ...[
    'python-requests/2.31',
    'Python/3.11 aiohttp/3.9',
    'exchangelib/5.0 (python-requests/2.28)',
    'Go-http-client/2.0',
    'curl/8.4.0',
  ].map(script),
  ...[
    'Wget/1.21',
    'okhttp/4.12.0',
    'Java/17.0.2',
    'Ruby',
    'axios/1.6.0',
    'node-fetch/1.0',
    'PostmanRuntime/7.36',
    'Thunderbird',
  ].map(script),
];

function script(agent: string): ClientFact {
  return {
    name: agent.split(/[/ ]/)[0] ?? agent,
    sample: `Client=WebServices;${agent};`,
    nature: 'script',
    source: publicTools,
  };
}

export const neverSent: readonly NeverSent[] = [
  {
    text: 'microsoft.exchange.webservices',
    why: 'that is the name of a library file; its agent is ExchangeServicesClient/<version>',
    source: 'OfficeDev/ews-managed-api',
  },
  {
    text: 'mailsniper',
    why: 'MailSniper sets no agent of its own; the library that it uses sends ExchangeServicesClient/15.00.0847.030',
    source: 'dafthack/MailSniper',
  },
];
