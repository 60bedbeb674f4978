import type { Mailbox } from '../mailbox.ts';
import { ticksId } from '../record-id.ts';
import { type Scene, writeRecord } from '../scene.ts';

export type FileOperation =
  | 'FileAccessed'
  | 'FileModified'
  | 'FilePreviewed'
  | 'FileUploaded'
  | 'FileDownloaded';

/** A library of documents: of a team, or a person's OneDrive. */
export interface Library {
  readonly workload: 'SharePoint' | 'OneDrive';
  readonly siteUrl: string;
  readonly siteId: string;
  readonly webId: string;
  readonly listId: string;
}

/** An operation on a file, RecordType 6. */
interface FileAct {
  readonly operation: FileOperation;
  readonly user: Mailbox;
  readonly ip: string;
  readonly userAgent: string;
  readonly library: Library;
  readonly fileName: string;
  readonly itemId: string;
}

export function fileRecord(scene: Scene, at: number, act: FileAct): string {
  const { tenant, random, clock } = scene;
  const { user, library, fileName, operation } = act;
  return writeRecord(clock(at), ticksId(random, at), {
    Operation: operation,
    OrganizationId: tenant.organizationId,
    RecordType: 6,
    UserKey: `i:0h.f|membership|${user.puid.toLowerCase()}@live.com`,
    UserType: 0,
    Version: 1,
    Workload: library.workload,
    ClientIP: act.ip,
    ObjectId: `${library.siteUrl}Shared Documents/${fileName}`,
    UserId: user.upn,
    CorrelationId: `${random.hex(4)}-${random.hex(2)}-2000-${random.hex(2)}-${random.hex(6)}`,
    EventSource: 'SharePoint',
    ItemType: 'File',
    ListId: library.listId,
    ListItemUniqueId: act.itemId,
    Site: library.siteId,
    UserAgent: act.userAgent,
    WebId: library.webId,
    HighPriorityMediaProcessing: operation === 'FileModified' ? undefined : false,
    ImplicitShare: operation === 'FileUploaded' ? 'No' : undefined,
    SourceFileExtension: fileName.slice(fileName.lastIndexOf('.') + 1),
    SiteUrl: library.siteUrl,
    SourceFileName: fileName,
    SourceRelativeUrl: 'Shared Documents',
  });
}
