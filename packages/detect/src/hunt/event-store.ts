import type { Cell, QueryPlan } from '@sealbreak/spl';

/** What a hunt asks of an engine that has the events loaded. The engine's LoadedEvents fit it. */
export interface EventStore {
  /** All rows of a query: a cell for each output column. */
  rows(query: QueryPlan): Promise<readonly (readonly Cell[])[]>;
  /** The whole texts of events by their `#ordinal`; one without is left out. */
  rawTexts(ordinals: readonly number[]): Promise<ReadonlyMap<number, string>>;
  /**
   * Why `rows` failed, in words for a person, where that concerns the one query: it needed more memory than there is, say.
   * Null for what ends the whole hunt.
   */
  failureOf(error: unknown): string | null;
  /** Number of events loaded, duplicates left out. */
  readonly events: number;
}
