import { withPort } from '../addresses.ts';
import { APPS } from '../clients.ts';
import type { Organisation } from '../organisation.ts';
import type { Random } from '../random.ts';
import { complianceCmdletRecord } from '../records/compliance.ts';
import { consent, type DirectoryChange, directoryRecord } from '../records/directory.ts';
import { type CmdletRun, cmdletRecord } from '../records/exchange-admin.ts';
import { SITES } from '../staff.ts';
import { isOfficeHour } from './applications.ts';
import { type ServiceSource, timeWithin } from './source.ts';

/** The daily work of the admins, and what the directory records of everybody. */
export function administrationSources(organisation: Organisation): ServiceSource[] {
  return [exchangeAdmins(organisation), directory(organisation), compliancePortal(organisation)];
}

/** Cmdlets of the tenant's own admins and, for inbox rules, of users in Outlook on the web. */
function exchangeAdmins(organisation: Organisation): ServiceSource {
  const { tenant } = organisation;
  return {
    name: 'Exchange administration',
    perMille: 4,
    weight: (slot) => (isOfficeHour(slot) ? 1 : 0),
    emit(scene, slot, count, lines) {
      const { random } = scene;
      for (let i = 0; i < count; i++) {
        const when = timeWithin(random, slot, i, count);
        const run = random.oneIn(3) ? inboxRule(organisation, random) : adminTask(organisation, random);
        const week = when < tenant.updateAt ? 0 : 1;
        lines.push(cmdletRecord(scene, when, { ...run, serverVersion: tenant.serverVersions[week] }));
      }
    },
  };
}

const OFFICE = SITES.map((site) => site.officeAddress);

function inboxRule({ people, tenant }: Organisation, random: Random): Omit<CmdletRun, 'serverVersion'> {
  const { mailbox, stations } = random.pick(people);
  const name = random.pick(['Newsletters', 'CRM notices', 'Customs', 'Out of sight']);
  return {
    cmdlet: random.oneIn(3) ? 'Set-InboxRule' : 'New-InboxRule',
    userId: mailbox.upn,
    userKey: mailbox.puid,
    userType: 2,
    clientIp: withPort(stations.web[0].ip, random.between(1024, 65_000)),
    objectId: `${tenant.objectPath}/${mailbox.alias}\\${name}`,
    appId: APPS.exchangeOnline,
    server: mailbox.server,
    parameters: [
      ['AlwaysDeleteOutlookRulesBlob', 'False'],
      ['Force', 'False'],
      ['From', 'news@news.portwatch.example'],
      ['Name', name],
      ['MoveToFolder', name],
      ['StopProcessingRules', 'True'],
    ],
    sessionId: stations.web[0].signInSession,
  };
}

const ADMIN_TASKS: readonly (readonly [cmdlet: string, parameters: CmdletRun['parameters']])[] = [
  ['Set-Mailbox', [['LitigationHoldEnabled', 'False']]],
  [
    'Set-CASMailbox',
    [
      ['PopEnabled', 'False'],
      ['ImapEnabled', 'False'],
    ],
  ],
  ['Set-MailboxRegionalConfiguration', [['TimeZone', 'GMT Standard Time']]],
  ['Set-MailboxAutoReplyConfiguration', [['AutoReplyState', 'Scheduled']]],
  ['Add-DistributionGroupMember', [['Member', 'operations-all']]],
  [
    'Add-MailboxPermission',
    [
      ['User', 'invoices-team'],
      ['AccessRights', 'FullAccess'],
    ],
  ],
];

function adminTask(
  { people, admins, tenant }: Organisation,
  random: Random,
): Omit<CmdletRun, 'serverVersion'> {
  const admin = random.pick(admins.slice(1));
  const { mailbox } = random.pick(people);
  const [cmdlet, parameters] = random.pick(ADMIN_TASKS);
  return {
    cmdlet,
    userId: admin.upn,
    userKey: admin.puid,
    userType: 2,
    clientIp: withPort(random.pick(OFFICE), random.between(1024, 65_000)),
    objectId: mailbox.alias,
    appId: APPS.adminPortal,
    server: mailbox.server,
    parameters: [['Identity', `${tenant.objectPath}/${mailbox.alias}`], ...parameters],
    sessionId: '',
  };
}

function directory(organisation: Organisation): ServiceSource {
  return {
    name: 'directory changes',
    perMille: 10,
    weight: (slot) => (isOfficeHour(slot) ? 5 : 1),
    emit(scene, slot, count, lines) {
      for (let i = 0; i < count; i++) {
        const when = timeWithin(scene.random, slot, i, count);
        lines.push(directoryRecord(scene, when, directoryChange(organisation, scene.random)));
      }
    },
  };
}

/** Consents are asked for calendars, profiles and files; those for mail are planted. */
const SCOPES = [
  'User.Read openid profile',
  'Calendars.Read User.Read offline_access',
  'Files.Read User.Read',
];

function directoryChange(organisation: Organisation, random: Random): DirectoryChange {
  const { mailbox } = random.pick(organisation.people);
  if (random.oneIn(14)) {
    const app = random.pick(organisation.connectors);
    return consent(mailbox, app, random.pick(SCOPES), false, random.hex(20));
  }
  const target = [
    { ID: `User_${mailbox.objectId}`, Type: 2 },
    { ID: mailbox.objectId, Type: 2 },
    { ID: 'User', Type: 2 },
    { ID: mailbox.upn, Type: 5 },
    { ID: mailbox.puid, Type: 3 },
  ];
  const { name, appId, servicePrincipalId } = random.pick(organisation.backEnds);
  return {
    operation: random.oneIn(3) ? 'Change user license.' : 'Update user.',
    actor: random.oneIn(4)
      ? { kind: 'user', user: random.pick(organisation.admins) }
      : { kind: 'service', name, appId, servicePrincipalId },
    objectId: mailbox.upn,
    category: 'User',
    details: '{"UserType":"Member"}',
    modified: [
      ['Included Updated Properties', ''],
      ['TargetId.UserType', 'Member'],
    ],
    target,
  };
}

const PORTAL_CMDLETS = [
  'Get-DlpCompliancePolicy',
  'Get-RetentionCompliancePolicy',
  'Get-ComplianceTag',
  'Get-DlpSiDetectionsReport',
];

/** Pages of the compliance portal: each view runs cmdlets that only read settings. */
function compliancePortal({ admins }: Organisation): ServiceSource {
  return {
    name: 'compliance portal',
    perMille: 4,
    weight: (slot) => (isOfficeHour(slot) ? 1 : 0),
    emit(scene, slot, count, lines) {
      const { random } = scene;
      for (let i = 0; i < count; i++) {
        const run = {
          cmdlet: random.pick(PORTAL_CMDLETS),
          userId: random.pick(admins).upn,
          objectId: '',
          application: 'EMC' as const,
          parameters: [],
        };
        lines.push(complianceCmdletRecord(scene, timeWithin(random, slot, i, count), run));
      }
    },
  };
}
