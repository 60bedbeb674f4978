import type { Span } from '../source/span.ts';

/** What is known of one field at a place of a pipeline. */
export interface FieldFact {
  /** The command that made it, or `events` for one that a filter names. */
  readonly madeBy: string;
  readonly span: Span;
  /** Why some rows can lack it, said after "because"; undefined when nothing is known against it. */
  readonly missing?: string;
  /** `clock` is a formatted time: text that neither counts nor compares as a time. */
  readonly form?: 'number' | 'text' | 'clock' | 'multivalue';
}

/** Fields between two stages. */
export interface FieldState {
  /** True while the rows are events, which may have any field. */
  readonly open: boolean;
  /** False after a stage whose fields only the data can tell. */
  readonly certain: boolean;
  readonly fields: ReadonlyMap<string, FieldFact>;
  /** Fields that a stage took away on purpose, by name. */
  readonly removed: ReadonlyMap<string, Removal>;
  /** The stage that left no other fields than `fields`. */
  readonly closedBy?: Removal;
  /** `events`: newest first; `none`: nothing is promised. */
  readonly order: 'events' | 'sorted' | 'none';
  /** True once rows stand for groups and not for events. */
  readonly aggregated: boolean;
}

export interface Removal {
  readonly command: string;
  readonly span: Span;
}

/** The rows of an event search: any field, newest first. */
export const eventState: FieldState = {
  open: true,
  certain: true,
  fields: new Map(),
  removed: new Map(),
  order: 'events',
  aggregated: false,
};

/** Rows of which nothing is known. */
export const unknownState: FieldState = { ...eventState, certain: false, order: 'sorted', aggregated: true };

export function withFact(state: FieldState, name: string, fact: FieldFact): FieldState {
  const removed = new Map(state.removed);
  removed.delete(name);
  return { ...state, fields: new Map(state.fields).set(name, fact), removed };
}

export function uncertain(state: FieldState): FieldState {
  return { ...state, certain: false };
}

/** True when no row can have the field. */
export function isAbsent(state: FieldState, name: string): boolean {
  if (!state.certain || name.includes('*') || state.fields.has(name)) return false;
  return !state.open || state.removed.has(name);
}
