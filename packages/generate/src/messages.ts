import { itemEntryId } from './entry-id.ts';
import type { FolderName, Mailbox } from './mailbox.ts';
import { SENDERS, SUBJECTS } from './names.ts';
import { hex16, mix, type Random } from './random.ts';
import { at } from './table.ts';

/** A message arrives in each mailbox about every twenty minutes. */
const ARRIVAL_SECONDS = 1200;

/** The message that came into a mailbox in one arrival interval. It is worked out from the mailbox and the interval alone, so
 *  that the message that is opened on the phone is the one that the desktop deletes later, and nothing need be remembered. */
interface Message {
  readonly number: number;
  /** With its angle brackets; free of characters that JSON escapes. */
  readonly internetMessageId: string;
  readonly subject: string;
  readonly sizeBytes: number;
}

/** The number of a message that a person looks at: mostly of the last hours, seldom older. */
export function recentMessage(random: Random, epochSeconds: number): number {
  return Math.floor(epochSeconds / ARRIVAL_SECONDS) - random.below(5) * random.below(8);
}

export function messageOf(mailbox: Mailbox, number: number): Message {
  const h = mix(mailbox.salt, number);
  const thread = threadOf(mailbox, number);
  return {
    number,
    internetMessageId: internetMessageId(mailbox, number, h),
    subject: at(SUBJECTS, (thread >>> 4) % SUBJECTS.length).replace('#', String(1_000 + (thread % 9_000))),
    sizeBytes: sizeOf(h),
  };
}

/** `{"InternetMessageId":…,"SizeInBytes":…}`, the form of a Bind record. */
export function folderItemJson(mailbox: Mailbox, number: number): string {
  const h = mix(mailbox.salt, number);
  return `{"InternetMessageId":"${internetMessageId(mailbox, number, h)}","SizeInBytes":${sizeOf(h)}}`;
}

/** Eight messages after each other are a conversation: of one sender, under one subject. */
function threadOf(mailbox: Mailbox, number: number): number {
  return mix(mailbox.salt ^ 0x7431, number >>> 3);
}

function sizeOf(h: number): number {
  return 4_311 + ((h >>> 9) & 127) * 1_217;
}

/** Three in eight come from colleagues and have Exchange's form, the others that of their sender's software. */
function internetMessageId(mailbox: Mailbox, number: number, h: number): string {
  const thread = threadOf(mailbox, number);
  if ((thread & 7) < 3) {
    // Real ones have twenty random digits; of these only eight differ between the messages of a mailbox, to save space.
    const unique = `${hex16(h >>> 16)}${hex16(number)}`.toUpperCase();
    return `<${mailbox.server}${unique}${mailbox.messageMark}@${mailbox.server}.eurprd08.prod.outlook.example>`;
  }
  const [host, form] = at(SENDERS, (thread >>> 3) % SENDERS.length);
  if (form === 'counter') return `<${number * ARRIVAL_SECONDS + (h % ARRIVAL_SECONDS)}.${h >>> 22}@${host}>`;
  const tail = mix(h, 5);
  return `<${hex16(h >>> 16)}${hex16(h)}-${hex16(tail)}-4${hex16(tail >>> 8).slice(1)}-9${hex16(h >>> 5).slice(1)}-${hex16(tail >>> 16)}${hex16(number >>> 8)}${hex16(number)}@${host}>`;
}

/** Entry id of a message in one of the folders of its mailbox. */
export function messageEntryId(mailbox: Mailbox, folder: FolderName, number: number): string {
  return itemEntryId(mailbox.folders[folder].itemPrefix, number);
}
