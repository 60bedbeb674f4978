import { openAccess } from '../access.ts';
import { recentMessage } from '../messages.ts';
import type { Organisation } from '../organisation.ts';
import { mix, type Random } from '../random.ts';
import { type CmdletRun, cmdletRecord } from '../records/exchange-admin.ts';
import { folderPermissionRecord, itemRecord } from '../records/mailbox-audit.ts';
import { spread } from '../table.ts';
import type { Tenant } from '../tenant.ts';
import { type ServiceSource, timeWithin } from './source.ts';

/** What the service does to the tenant by itself. Such records make up nearly all of the admin log of a real tenant. */
export function provisioningSources(organisation: Organisation): ServiceSource[] {
  return [serviceHost(organisation), groupMailboxes(organisation)];
}

type Parameters = CmdletRun['parameters'];
/** Object the cmdlet works on, below the tenant's path, and the parameters besides Identity. */
interface Task {
  readonly cmdlet: string;
  readonly object: string;
  readonly parameters: Parameters;
}

/** Arbitration mailboxes with the names that Exchange gives them in every organisation. */
const ARBITRATION = 'SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}';
const DISCOVERY = 'DiscoverySearchMailbox{D919BA05-46A6-415f-80AD-7E09334BB852}';

const TASKS = spread<Task>([
  [
    task('Set-Mailbox', ARBITRATION, [
      ['RecoverableItemsQuota', '30 GB (32,212,254,720 bytes)'],
      ['RecoverableItemsWarningQuota', '20 GB (21,474,836,480 bytes)'],
      ['Arbitration', 'True'],
      ['HiddenFromAddressListsEnabled', 'True'],
      ['UseDatabaseQuotaDefaults', 'False'],
      ['SCLDeleteEnabled', 'False'],
      ['Force', 'True'],
    ]),
    44,
  ],
  [
    task('Set-MailboxPlan', 'ExchangeOnlineEnterprise', [
      ['UseDatabaseRetentionDefaults', 'False'],
      ['RecoverableItemsQuota', '100 GB (107,374,182,400 bytes)'],
      ['RecoverableItemsWarningQuota', '90 GB (96,636,764,160 bytes)'],
    ]),
    34,
  ],
  [task('Set-TransportConfig', '', [['DSNConversionMode', 'PreserveDSNBody']]), 5],
  [
    task('Add-MailboxPermission', DISCOVERY, [
      ['User', 'Discovery Management'],
      ['AccessRights', 'FullAccess'],
    ]),
    3,
  ],
  [task('Set-OwaMailboxPolicy', 'OwaMailboxPolicy-Default', [['WacExternalServicesEnabled', 'True']]), 2],
  [
    task('Set-RecipientEnforcementProvisioningPolicy', 'Recipient Quota Policy', [['ObjectCountQuota', '0']]),
    2,
  ],
  [task('Set-TenantObjectVersion', '', [['DomainController', '']]), 2],
  [task('Enable-AddressListPaging', '', [['DomainController', '']]), 2],
  [
    task('Set-AdminAuditLogConfig', 'Admin Audit Log Settings', [
      ['UnifiedAuditLogIngestionEnabled', 'True'],
    ]),
    2,
  ],
  [task('Install-DefaultSharingPolicy', '', [['DomainController', '']]), 2],
  [task('Install-DataClassificationConfig', '', [['DomainController', '']]), 2],
]);

function task(cmdlet: string, object: string, parameters: Parameters): Task {
  return { cmdlet, object, parameters };
}

/** Both spellings occur in real records. */
const HOSTS = [
  'NT AUTHORITY\\SYSTEM (Microsoft.Exchange.ServiceHost)',
  'NT AUTHORITY\\SYSTEM (Microsoft.Exchange.ServiceHost)',
  'NT AUTHORITY\\SYSTEM (Microsoft.Exchange.Servicehost)',
];
const FORWARD_SYNC = 'NT AUTHORITY\\SYSTEM (Microsoft.Exchange.Management.ForwardSync)';

function serviceHost(organisation: Organisation): ServiceSource {
  const { tenant } = organisation;
  return {
    name: 'provisioning',
    perMille: 90,
    // It comes in batches of an hour, at any time of day.
    weight: (slot) => (mix(slot.index, 0x5eed) % 7 === 0 ? 1 : 0),
    emit(scene, slot, count, lines) {
      const { random } = scene;
      const host = random.pick(HOSTS);
      for (let i = 0; i < count; i++) {
        const when = timeWithin(random, slot, i, count);
        const run = random.oneIn(12) ? syncUser(organisation, random) : routine(tenant, random, host);
        const week = when < tenant.updateAt ? 0 : 1;
        lines.push(cmdletRecord(scene, when, { ...run, serverVersion: tenant.serverVersions[week] }));
      }
    },
  };
}

function routine(tenant: Tenant, random: Random, host: string): Omit<CmdletRun, 'serverVersion'> {
  const { cmdlet, object, parameters } = random.draw(TASKS);
  const objectId = object === '' ? tenant.initialDomain : `${tenant.objectPath}/${object}`;
  const identity = object === '' ? tenant.objectPath : objectId;
  return system(host, cmdlet, objectId, random.pick(tenant.servers), [...parameters, ['Identity', identity]]);
}

function syncUser({ tenant, people }: Organisation, random: Random): Omit<CmdletRun, 'serverVersion'> {
  const { mailbox } = random.pick(people);
  return system(FORWARD_SYNC, 'Set-User', `${tenant.objectPath}/${mailbox.alias}`, mailbox.server, [
    ['Identity', `${tenant.organizationId}\\${mailbox.objectId}`],
    ['SyncMailboxLocationGuids', 'True'],
    ['ErrorAction', 'Stop'],
    ['WarningAction', 'SilentlyContinue'],
  ]);
}

function system(
  userId: string,
  cmdlet: string,
  objectId: string,
  server: string,
  parameters: Parameters,
): Omit<CmdletRun, 'serverVersion'> {
  return { cmdlet, userId, userKey: userId, userType: 3, objectId, server, parameters };
}

const GROUP_OWNER = {
  upn: 'Owner@local',
  sid: 'S-1-8-2811463391-1093027845-3320416129-1175542027-0',
  rights:
    'ReadAny, Create, EditOwned, DeleteOwned, EditAny, DeleteAny, Visible, FreeBusySimple, FreeBusyDetailed',
};

/** Configuration of group mailboxes by the service account: the user is not the owner, the address is the local host, and it
 *  is harmless. */
function groupMailboxes(organisation: Organisation): ServiceSource {
  const accesses = organisation.groups.map((mailbox) =>
    openAccess({
      principal: { userId: 'S-1-5-18', userKey: 'S-1-5-18', userType: 2, sid: 'S-1-5-18' },
      mailbox,
      client: { info: 'Client=WebServices;Action=ConfigureGroupMailbox', hasSession: false },
      ip: '::1',
      logonType: 1,
      externalAccess: true,
    }),
  );
  return {
    name: 'group mailbox configuration',
    perMille: 3,
    weight: (slot) => (mix(slot.index, 0x6b0a) % 11 === 0 ? 1 : 0),
    emit(scene, slot, count, lines) {
      for (let i = 0; i < count; i++) {
        const when = timeWithin(scene.random, slot, i, count);
        const access = scene.random.pick(accesses);
        lines.push(
          scene.random.oneIn(2)
            ? itemRecord(scene, when, access, 'Create', 'inbox', recentMessage(scene.random, when))
            : folderPermissionRecord(scene, when, access, 'calendar', GROUP_OWNER),
        );
      }
    },
  };
}
