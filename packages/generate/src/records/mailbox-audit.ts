import type { Access } from '../access.ts';
import type { Folder, FolderName, Mailbox } from '../mailbox.ts';
import { folderItemJson, messageEntryId, messageOf } from '../messages.ts';
import { ticksId } from '../record-id.ts';
import { openRecord, type Scene } from '../scene.ts';
import type { Tenant } from '../tenant.ts';

// These are nine in ten lines of a data set, so they are put together from ready pieces and not by JSON.stringify.

const BIND =
  '"OperationProperties":[{"Name":"MailAccessType","Value":"Bind"},{"Name":"IsThrottled","Value":"False"}],';
const SYNC =
  '"OperationProperties":[{"Name":"MailAccessType","Value":"Sync"},{"Name":"IsThrottled","Value":"False"}],';

/** The messages of one folder that were opened. */
interface BoundFolder {
  readonly folder: Folder;
  readonly messages: readonly number[];
}

/** MailItemsAccessed of type Bind, RecordType 50: messages opened within about two minutes. Has no ClientIP. */
export function bindRecord(scene: Scene, at: number, access: Access, bound: readonly BoundFolder[]): string {
  const { mailbox } = access;
  let folders = '';
  let count = 0;
  for (const { folder, messages } of bound) {
    let items = '';
    for (const message of messages) items += `${items === '' ? '' : ','}${folderItemJson(mailbox, message)}`;
    folders += `${folders === '' ? '' : ','}{"FolderItems":[${items}],${folder.members}}`;
    count += messages.length;
  }
  return `${openRecord(scene.clock(at), scene.random.guid())}"Operation":"MailItemsAccessed",${scene.tenant.organizationField}"RecordType":50,"ResultStatus":"Succeeded",${access.aggregated}${BIND}${origin(scene.tenant, mailbox, at)}${access.session}"Folders":[${folders}],"OperationCount":${count}}`;
}

/** MailItemsAccessed of type Sync, RecordType 2: Outlook copied a folder. Only the folder is named. */
export function syncRecord(scene: Scene, at: number, access: Access, folder: FolderName): string {
  const { id, named } = access.mailbox.folders[folder];
  const item = `"Item":{${id},"ParentFolder":${named}}`;
  return `${head(scene, at, 'MailItemsAccessed', 2)}${access.live}${SYNC}${origin(scene.tenant, access.mailbox, at)}${access.session}${item}}`;
}

type ItemOperation = 'Send' | 'Create' | 'Update';

/** What happened to the item, beyond its message: attachments of mail that is written, properties of one that is changed. */
interface ItemDetail {
  readonly attachments?: string;
  readonly modified?: readonly string[];
}

/** Send, Create and Update, RecordType 2. */
export function itemRecord(
  scene: Scene,
  at: number,
  access: Access,
  operation: ItemOperation,
  folder: FolderName,
  number: number,
  detail: ItemDetail = {},
): string {
  const { mailbox } = access;
  const message = messageOf(mailbox, number);
  const attachments = detail.attachments ? `"Attachments":"${detail.attachments}",` : '';
  const isRecord = operation === 'Send' ? '' : '"IsRecord":false,';
  const size = operation !== 'Create' ? '' : `"SizeInBytes":${message.sizeBytes},`;
  const item = `"Item":{${attachments}"Id":"${messageEntryId(mailbox, folder, number)}","InternetMessageId":"${message.internetMessageId}",${isRecord}"ParentFolder":${mailbox.folders[folder].json},${size}"Subject":"${message.subject}"}`;
  const modified = detail.modified ? `,"ModifiedProperties":${JSON.stringify(detail.modified)}` : '';
  return `${head(scene, at, operation, 2)}${access.live}${origin(scene.tenant, mailbox, at)}${access.session}${item}${modified}}`;
}

type GroupOperation = 'MoveToDeletedItems' | 'SoftDelete' | 'HardDelete';

/** Operations on several items of a folder, RecordType 3. */
export function groupRecord(
  scene: Scene,
  at: number,
  access: Access,
  operation: GroupOperation,
  folder: FolderName,
  messages: readonly number[],
): string {
  const { mailbox } = access;
  const source = mailbox.folders[folder].json;
  const items = messages.map((number) => {
    const message = messageOf(mailbox, number);
    return `{"Id":"${messageEntryId(mailbox, folder, number)}","InternetMessageId":"${message.internetMessageId}","ParentFolder":${source},"Subject":"${message.subject}"}`;
  });
  const destination =
    operation === 'MoveToDeletedItems' ? `"DestFolder":${mailbox.folders.deleted.json},` : '';
  return `${head(scene, at, operation, 3)}${access.live}${origin(scene.tenant, mailbox, at)}${access.session}"AffectedItems":[${items.join(',')}],"CrossMailboxOperation":false,${destination}"Folder":${source}}`;
}

/** FolderBind, RecordType 2: an admin or delegate opened a folder (merged to one a folder and day by the service). */
export function folderBindRecord(scene: Scene, at: number, access: Access, folder: FolderName): string {
  const { mailbox } = access;
  const { id, named } = mailbox.folders[folder];
  const item = `"Item":{${id},"ParentFolder":${named}}`;
  return `${head(scene, at, 'FolderBind', 2)}${access.live}${origin(scene.tenant, mailbox, at)}${access.session}${item}}`;
}

/** ModifyFolderPermissions, RecordType 2: who may do what in a folder. */
export function folderPermissionRecord(
  scene: Scene,
  at: number,
  access: Access,
  folder: FolderName,
  member: { readonly upn: string; readonly sid: string; readonly rights: string },
): string {
  const { mailbox } = access;
  const { id, named } = mailbox.folders[folder];
  const rights = `"MemberRights":"${member.rights}","MemberSid":"${member.sid}","MemberUpn":"${member.upn}"`;
  const item = `"Item":{${id},"ParentFolder":${named.replace(id, `${id},${rights}`)}}`;
  return `${head(scene, at, 'ModifyFolderPermissions', 2)}${access.live}${origin(scene.tenant, mailbox, at)}${access.session}${item}}`;
}

/** MailboxLogin, RecordType 2: no item, no folder. */
export function loginRecord(scene: Scene, at: number, access: Access): string {
  const end = origin(scene.tenant, access.mailbox, at) + access.session;
  return `${head(scene, at, 'MailboxLogin', 2)}${access.live}${end.slice(0, -1)}}`;
}

function head(scene: Scene, at: number, operation: string, recordType: 2 | 3): string {
  const id = ticksId(scene.random, at);
  return `${openRecord(scene.clock(at), id)}"Operation":"${operation}",${scene.tenant.organizationField}"RecordType":${recordType},"ResultStatus":"Succeeded",`;
}

function origin(tenant: Tenant, mailbox: Mailbox, at: number): string {
  return at < tenant.updateAt ? mailbox.origin[0] : mailbox.origin[1];
}
