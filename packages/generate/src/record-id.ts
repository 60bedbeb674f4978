import { hex16, type Random } from './random.ts';

/** Seconds from 0001-01-01 to 1970-01-01, the difference of the .NET and the Unix epoch. */
const DOTNET_EPOCH_SECONDS = 62_135_596_800;

/** Id of a record of the services that build it from eight random bytes and the time in .NET ticks, low 16 bits first: real
 *  ids end in `-5afe-08d943b56a40`, which is 2021-07-10T15:14:30 (RecordType 1, 2, 3, 6, 18, 40). */
export function ticksId(random: Random, epochSeconds: number): string {
  const a = random.next();
  const b = random.next();
  // A tick is 100 ns; dividing by 2^16 leaves a number that a double holds exactly.
  const high = Math.floor(((epochSeconds + DOTNET_EPOCH_SECONDS) * 78_125) / 512);
  const head = `${hex16(a >>> 16)}${hex16(a)}-${hex16(b >>> 16)}-${hex16((b & 0x0fff) | 0x4000)}`;
  const top = Math.floor(high / 0x1_0000_0000);
  const rest = high % 0x1_0000_0000;
  return `${head}-${hex16(random.next() >>> 16)}-${hex16(top)}${hex16(rest >>> 16)}${hex16(rest)}`;
}
