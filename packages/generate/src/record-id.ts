import { guidText } from './guid.ts';
import type { Random } from './random.ts';

/** Seconds from 0001-01-01 to 1970-01-01, the difference of the .NET and the Unix epoch. */
const DOTNET_EPOCH_SECONDS = 62_135_596_800;

/** Id of a record of the services that build it from eight random bytes and the time in .NET ticks, low 16 bits first (seen in
 *  real records of RecordType 1, 2, 3, 6, 18, 40): those of 2026-03-02 end in `08de77…`. */
export function ticksId(random: Random, epochSeconds: number): string {
  const a = random.next();
  const b = random.next();
  const c = random.next();
  // A tick is 100 ns; dividing by 2^16 leaves a number that a double holds exactly.
  const high = Math.floor(((epochSeconds + DOTNET_EPOCH_SECONDS) * 78_125) / 512);
  const top = Math.floor(high / 0x1_0000_0000);
  return guidText(a, (b & 0xffff0fff) | 0x4000, (c & 0xffff0000) | top, high % 0x1_0000_0000);
}
