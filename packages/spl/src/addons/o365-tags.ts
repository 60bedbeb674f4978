import type { EventTags } from '../lower/event-tags.ts';

const o365 = 'sourcetype="o365:management:activity"';

/** The event types of the add-on with their tags. Source: Splunk Add-on for Microsoft Office 365; CIM, tags of each model. */
export const o365Tags: readonly EventTags[] = [
  { tags: ['authentication'], search: `${o365} Operation IN (UserLoggedIn, UserLoginFailed, MailboxLogin)` },
  { tags: ['change'], search: `${o365} RecordType IN (1, 8)` },
  {
    tags: ['account'],
    search: `${o365} RecordType=8 Operation IN ("Add user.", "Delete user.", "Update user.", "Disable account.", "Enable account.", "Change user password.", "Reset user password.", "Change user license.")`,
  },
  {
    tags: ['data', 'access'],
    search: `${o365} Operation IN (MailItemsAccessed, MessageBind, FolderBind, FileAccessed, FileDownloaded, AttachmentAccess)`,
  },
  { tags: ['email', 'delivery'], search: `${o365} Operation IN (Send, SendAs, SendOnBehalf)` },
  { tags: ['alert'], search: `${o365} RecordType=40` },
];
