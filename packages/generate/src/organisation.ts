import { APPS } from './clients.ts';
import { createMailbox, type Mailbox } from './mailbox.ts';
import { DOCUMENT_NAMES } from './names.ts';
import { Random } from './random.ts';
import type { RegisteredApp } from './records/directory.ts';
import type { Library } from './records/share-point.ts';
import { createStaff, type Person } from './staff.ts';
import { createTenant, type Tenant } from './tenant.ts';

/** A document library and the documents in it. */
interface Team {
  readonly name: string;
  readonly library: Library;
  readonly files: readonly { readonly name: string; readonly id: string }[];
}

/** Everybody and everything that writes into the audit log. */
export interface Organisation {
  readonly tenant: Tenant;
  readonly people: readonly Person[];
  /** Mailboxes of departments, opened by delegates. */
  readonly shared: readonly Mailbox[];
  /** Mailboxes of Microsoft 365 groups. */
  readonly groups: readonly Mailbox[];
  readonly services: Readonly<Record<ServiceName, Mailbox>>;
  /** Admin accounts, separate from the mailboxes of the people who use them. */
  readonly admins: readonly Mailbox[];
  readonly teams: readonly Team[];
  /** Applications of third parties with delegated rights to mail. */
  readonly connectors: readonly RegisteredApp[];
  readonly archiver: RegisteredApp;
  /** Back-end services of Microsoft. */
  readonly backEnds: readonly RegisteredApp[];
}

const SHARED = ['bookings', 'customs', 'claims', 'invoices', 'recruiting', 'info'] as const;
const GROUPS = ['Operations Leads', 'Fleet Renewal', 'Works Council', 'Cycle Club'] as const;
const SERVICES = ['svc-reports', 'svc-scan-leeds', 'svc-scan-rotterdam', 'svc-labels'] as const;
type ServiceName = (typeof SERVICES)[number];
const TEAMS = ['Operations', 'Customs', 'Finance', 'Fleet', 'Sales', 'People', 'IT'] as const;

/** Mailboxes that are no person's. */
const NON_PERSONAL = SHARED.length + GROUPS.length + SERVICES.length;

/** Fewer would not leave room for the staff that the planted incidents need. */
export const MINIMUM_MAILBOXES = 80;

/** The organisation of a seed. Two calls give equal ones.
 *  @param start epoch seconds of the first day */
export function createOrganisation(
  seed: number,
  mailboxes: number,
  start: number,
  days: number,
): Organisation {
  const random = new Random(seed, 'organisation');
  const tenant = createTenant(random, start + Math.floor((days * 86_400) / 2) - 4_000);
  const mailbox = (local: string, displayName: string, isGroup = false): Mailbox =>
    createMailbox(random, tenant, {
      upn: `${local}@${tenant.domain}`,
      displayName,
      alias: local,
      language: 'en',
      isGroup,
    });
  const app = (name: string, appId?: string): RegisteredApp => ({
    name,
    appId: appId ?? random.guid(),
    servicePrincipalId: random.guid(),
  });
  return {
    tenant,
    people: createStaff(random, tenant, mailboxes - NON_PERSONAL, start, days),
    shared: SHARED.map((name) => mailbox(name, `${name[0]?.toUpperCase()}${name.slice(1)}`)),
    groups: GROUPS.map((name) => mailbox(name.replace(' ', ''), name, true)),
    services: {
      'svc-reports': mailbox('svc-reports', 'Reports robot'),
      'svc-scan-leeds': mailbox('svc-scan-leeds', 'Scanner Leeds'),
      'svc-scan-rotterdam': mailbox('svc-scan-rotterdam', 'Scanner Rotterdam'),
      'svc-labels': mailbox('svc-labels', 'Label printing'),
    },
    admins: [
      mailbox('adm.one', 'Admin One'),
      mailbox('adm.two', 'Admin Two'),
      mailbox('adm.three', 'Admin Three'),
    ],
    teams: TEAMS.map((name) => createTeam(random, tenant, name)),
    connectors: [app('Peregrine CRM'), app('Larkspur Scheduling'), app('Signet E-Sign')],
    archiver: app('VaultKeep Archive'),
    backEnds: [
      app('Microsoft Teams Services', APPS.teamsServices),
      app('Microsoft People Cards Service', APPS.peopleCards),
      app('Office 365 Search Service', APPS.search),
      app('Substrate mail processing'),
    ],
  };
}

function createTeam(random: Random, tenant: Tenant, name: string): Team {
  const library: Library = {
    workload: 'SharePoint',
    siteUrl: `${tenant.sharePoint}/sites/${name}/`,
    siteId: random.guid(),
    webId: random.guid(),
    listId: random.guid(),
  };
  return {
    name,
    library,
    files: DOCUMENT_NAMES.map((file) => ({ name: `${name} - ${file}`, id: random.guid() })),
  };
}
