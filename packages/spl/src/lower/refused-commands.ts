import type { LowerCode } from '../diagnostics/lower-messages.ts';

/** Commands that change something outside of the search: known, and refused with the reason. */
const refused: ReadonlyMap<string, LowerCode & 'SPL3050'> = new Map([
  ['outputlookup', 'SPL3050'],
  ['outputcsv', 'SPL3050'],
]);

export function refusalOf(name: string): (LowerCode & 'SPL3050') | undefined {
  return refused.get(name);
}
