import { EvtxFault } from './cursor.ts';

/** 100 ns between 1601-01-01 and 1970-01-01. */
const UNIX_EPOCH = 116_444_736_000_000_000n;
const PER_SECOND = 10_000_000n;
/** Where Windows' own calendar ends: year 30828. */
const LAST = 0x7fff_ffff_ffff_ffffn;

/** A FILETIME (100 ns since 1601, UTC) as Windows writes it: `2021-11-30T22:05:47.229944400Z`. */
export function fileTimeText(ticks: bigint): string {
  if (ticks < 0n || ticks > LAST) throw new EvtxFault('a time that is none');
  const since = ticks - UNIX_EPOCH;
  let seconds = since / PER_SECOND;
  let rest = since % PER_SECOND;
  if (rest < 0n) {
    seconds -= 1n;
    rest += PER_SECOND;
  }
  return `${secondsText(Number(seconds))}.${String(rest).padStart(7, '0')}00Z`;
}

let lastSeconds = Number.NaN;
let lastText = '';

/** Events come in the order of their time, so many share their second. */
function secondsText(seconds: number): string {
  if (seconds !== lastSeconds) {
    lastText = new Date(seconds * 1000).toISOString().slice(0, -'.000Z'.length).replace(/^\+0*/, '');
    lastSeconds = seconds;
  }
  return lastText;
}

/** A SYSTEMTIME: eight 16-bit numbers, year, month, day of the week, day, hour, minute, second, millisecond. */
export function systemTimeText(bytes: Buffer, from: number, size: number): string {
  if (size !== 16) throw new EvtxFault(`a SYSTEMTIME of ${size} bytes`);
  const part = (index: number, width: number): string =>
    String(bytes.readUInt16LE(from + index * 2)).padStart(width, '0');
  return `${part(0, 4)}-${part(1, 2)}-${part(3, 2)}T${part(4, 2)}:${part(5, 2)}:${part(6, 2)}.${part(7, 3)}Z`;
}
