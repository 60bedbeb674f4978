import { folderEntryId, itemEntryPrefix, type StoreKeys } from './entry-id.ts';
import type { Random } from './random.ts';
import { at } from './table.ts';
import type { Tenant } from './tenant.ts';

/** Folders that the traffic touches. */
export type FolderName = 'inbox' | 'sent' | 'drafts' | 'deleted' | 'calendar' | 'archive';

/** Language of a mailbox: its folder names are localised, as in real records. */
export type Language = 'en' | 'nl' | 'fr';

export interface Folder {
  readonly name: FolderName;
  /** `{"Id":…,"Path":…}`, the form in which items and groups name their folder. */
  readonly json: string;
  /** `"Id":…,"Path":…` without braces, which is how a Bind record ends a folder. */
  readonly members: string;
  /** `"Id":…` alone. */
  readonly id: string;
  /** `{"Id":…,"Name":…,"Path":…}`, for records about the folder itself. */
  readonly named: string;
  readonly itemPrefix: string;
}

export interface Mailbox {
  readonly upn: string;
  readonly displayName: string;
  /** Short name in directory paths. */
  readonly alias: string;
  readonly guid: string;
  readonly sid: string;
  /** Passport id: the UserKey of mailbox records. */
  readonly puid: string;
  /** Object id in the directory: the UserKey of sign-ins. */
  readonly objectId: string;
  readonly server: string;
  /** Twelve hex digits in the message ids of colleagues' mail. */
  readonly messageMark: string;
  /** From which the mailbox's messages are derived. */
  readonly salt: number;
  readonly folders: Readonly<Record<FolderName, Folder>>;
  /** Fields MailboxGuid, MailboxOwnerSid, MailboxOwnerUPN. */
  readonly identity: string;
  /** Fields OrganizationName and OriginatingServer before and after the server was updated. */
  readonly origin: readonly [string, string];
}

/** Number of a well-known folder within a store, and its path by language. */
const FOLDERS: Readonly<Record<FolderName, { number: number } & Readonly<Record<Language, string>>>> = {
  inbox: { number: 0x10c, en: '\\Inbox', nl: '\\Postvak IN', fr: '\\Boîte de réception' },
  sent: { number: 0x109, en: '\\Sent Items', nl: '\\Verzonden items', fr: '\\Éléments envoyés' },
  drafts: { number: 0x10f, en: '\\Drafts', nl: '\\Concepten', fr: '\\Brouillons' },
  deleted: { number: 0x10a, en: '\\Deleted Items', nl: '\\Verwijderde items', fr: '\\Éléments supprimés' },
  calendar: { number: 0x10d, en: '\\Calendar', nl: '\\Agenda', fr: '\\Calendrier' },
  archive: { number: 0x159, en: '\\Archive', nl: '\\Archief', fr: '\\Archive' },
};

/** What tells one mailbox from another; the rest comes from the random stream. */
export interface MailboxPlan {
  readonly upn: string;
  readonly displayName: string;
  readonly alias: string;
  readonly language: Language;
  /** Groups have a master account besides their own. */
  readonly isGroup?: boolean;
}

export function createMailbox(random: Random, tenant: Tenant, plan: MailboxPlan): Mailbox {
  const guid = random.guid();
  const sid = `${tenant.domainSid}-${random.between(20_000_000, 48_999_999)}`;
  const keys: StoreKeys = { mailbox: random.bytes(16), store: random.bytes(16) };
  const server = random.pick(tenant.servers);
  const master = plan.isGroup ? '"MailboxOwnerMasterAccountSid":"S-1-5-10",' : '';
  return {
    ...plan,
    guid,
    sid,
    puid: `10032${random.hex(6).slice(0, 11).toUpperCase()}`,
    objectId: random.guid(),
    server,
    messageMark: random.hex(6).toUpperCase(),
    salt: random.next(),
    folders: createFolders(keys, plan.language),
    identity: `"MailboxGuid":"${guid}",${master}"MailboxOwnerSid":"${sid}","MailboxOwnerUPN":${JSON.stringify(plan.upn)},`,
    origin: [originFields(tenant, server, 0), originFields(tenant, server, 1)],
  };
}

function createFolders(keys: StoreKeys, language: Language): Readonly<Record<FolderName, Folder>> {
  const create = (name: FolderName): Folder => {
    const { number, [language]: path } = FOLDERS[name];
    const id = `"Id":"${folderEntryId(keys, number)}"`;
    const members = `${id},"Path":${JSON.stringify(path)}`;
    const named = `{${id},"Name":${JSON.stringify(path.slice(1))},"Path":${JSON.stringify(path)}}`;
    return { name, id, members, named, json: `{${members}}`, itemPrefix: itemEntryPrefix(keys, number) };
  };
  return {
    inbox: create('inbox'),
    sent: create('sent'),
    drafts: create('drafts'),
    deleted: create('deleted'),
    calendar: create('calendar'),
    archive: create('archive'),
  };
}

/** Mailbox records end the server's name with CR LF; admin records do not. */
function originFields(tenant: Tenant, server: string, week: number): string {
  const origin = JSON.stringify(`${server} (${at(tenant.serverVersions, week)})\r\n`);
  return `"OrganizationName":"${tenant.initialDomain}","OriginatingServer":${origin},`;
}
