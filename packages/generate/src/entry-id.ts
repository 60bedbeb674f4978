import { at } from './table.ts';

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Two base64 digits for each 12-bit number. */
const PAIRS: readonly string[] = Array.from(
  { length: 4096 },
  (_, i) => at(BASE64, i >> 6) + at(BASE64, i & 63),
);

/** The two random identifiers of which every entry id of a mailbox is made: of the mailbox and of its store. 16 bytes each. */
export interface StoreKeys {
  readonly mailbox: Uint8Array;
  readonly store: Uint8Array;
}

/** Entry id of a folder: 48 bytes as 64 base64 digits. `folder` is the folder's number within the store; well-known folders
 *  have the same one everywhere (Inbox 0x10c). Layout as in the ids of real records. */
export function folderEntryId(keys: StoreKeys, folder: number): string {
  const head = [0x2e, 0, 0, 0, 0, ...keys.mailbox, 1, 0, ...keys.store];
  return toBase64([...head, 0, 0, 0, 0, 0, folder >> 8, folder & 255, 0, 1]);
}

/** First 84 of the 96 base64 digits of the ids of the items of a folder; itemEntryId adds the rest. */
export function itemEntryPrefix(keys: StoreKeys, folder: number): string {
  const head = [0x46, 0, 0, 0, 0, ...keys.mailbox, 7, 0, ...keys.store];
  return toBase64([...head, 0, 0, 0, 0, 0, folder >> 8, folder & 255, 0, ...keys.store]);
}

/** Entry id of an item: the prefix of its folder and the item's number (32 bits). */
export function itemEntryId(prefix: string, item: number): string {
  const low = item & 0xffffff;
  return `${prefix}AA${at(PAIRS, item >>> 24)}${at(PAIRS, low >> 12)}${at(PAIRS, low & 4095)}AAAJ`;
}

function toBase64(bytes: readonly number[]): string {
  return Buffer.from(bytes).toString('base64');
}
