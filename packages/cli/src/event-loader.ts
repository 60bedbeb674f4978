import type { Engine, LoadedEvents } from '@sealbreak/engine';
import { type Ask, type Cell, type QueryPlan, type ScanRequirement, scanRequirements } from '@sealbreak/spl';
import type { EventInput } from './load-events.ts';

/** The events as the queries of one run need them: read again only for a query that needs more than was loaded. */
export interface EventLoader {
  /** The events loaded for the query; they replace those loaded before. */
  load(query: QueryPlan): Promise<LoadedEvents>;
  /** Answers the questions of a compilation. */
  readonly ask: Ask;
  /** Lets go of what is loaded. */
  close(): Promise<void>;
}

export interface LoaderOptions {
  readonly keepDuplicates: boolean | undefined;
  readonly keptOnly?: boolean;
  readonly signal: AbortSignal;
}

/** Without an input there are no events. */
export function createEventLoader(
  engine: Engine,
  input: EventInput | null,
  { keepDuplicates, keptOnly, signal }: LoaderOptions,
): EventLoader {
  let scans: readonly ScanRequirement[] = [];
  let loaded: LoadedEvents | null = null;
  const loadScans = async (needed: readonly ScanRequirement[]): Promise<LoadedEvents> => {
    if (loaded && needed.every((need) => scans.some((scan) => covers(scan, need)))) return loaded;
    await loaded?.close();
    scans = needed;
    const request = { keepDuplicates: keepDuplicates === true, keptOnly: keptOnly === true, scans };
    loaded = input ? await input.load(engine, request) : await engine.loadRows([]);
    return loaded;
  };
  return {
    load: (query) => loadScans(scanRequirements(query)),
    ask: async (question, provisional) => {
      // What the search itself will need is mostly the same: then one reading is enough.
      const both = [...scanRequirements(question), ...scanRequirements(provisional)];
      const answer: (readonly Cell[])[] = [];
      for await (const { rows } of engine.run(question, await loadScans(both), { signal }))
        answer.push(...rows);
      return answer;
    },
    close: async () => {
      await loaded?.close();
      loaded = null;
      scans = [];
    },
  };
}

/** The same events, and at least the same fields of them. */
function covers(loaded: ScanRequirement, needed: ScanRequirement): boolean {
  return (
    JSON.stringify(loaded.predicate) === JSON.stringify(needed.predicate) &&
    needed.columns.every(({ field, type }) =>
      loaded.columns.some((column) => column.field === field && column.type === type),
    )
  );
}
