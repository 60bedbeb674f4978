import type { Random } from './random.ts';
import type { Tenant } from './tenant.ts';

/** What a record writer needs besides the event: whose records, which random stream, how a time is written. */
export interface Scene {
  readonly tenant: Tenant;
  readonly random: Random;
  /** Writes epoch seconds as CreationTime. */
  readonly clock: (epochSeconds: number) => string;
}

/** Where the fixed beginning of each line holds the day (`2026-03-02`) and the Id of the record. */
const DAY = [17, 27] as const;
const ID = [44, 80] as const;

/** The first two fields of every record: their place in the line is fixed. */
export function openRecord(time: string, id: string): string {
  return `{"CreationTime":"${time}","Id":"${id}",`;
}

/** Day of a line made by this package, `2026-03-02`. */
export function dayOfLine(line: string): string {
  return line.slice(...DAY);
}

/** Record Id of a line made by this package. */
export function idOfLine(line: string): string {
  return line.slice(...ID);
}

/** A record as a line: its fields in the order given, those that are undefined left out. `fields` begins with Operation. */
export function writeRecord(time: string, id: string, fields: Readonly<Record<string, unknown>>): string {
  return openRecord(time, id) + JSON.stringify(fields).slice(1);
}
