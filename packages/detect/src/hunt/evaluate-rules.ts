import { type Cell, limitNotices, ordinalField, type QueryPlan } from '@sealbreak/spl';
import type { EvidenceEvent, Finding, RuleOutcome } from '../finding.ts';
import { compareFindings } from '../findings/compare-findings.ts';
import { type RowEvidence, toFindings } from '../findings/to-findings.ts';
import type { CompiledRule, RejectedRule } from './compile-rules.ts';
import type { EventStore } from './event-store.ts';

export interface HuntResult {
  /** Worst first. */
  readonly findings: readonly Finding[];
  readonly outcomes: readonly RuleOutcome[];
}

/** Runs the compiled rules over loaded events. A rule whose query fails is an outcome of its own, and the others run. */
export async function evaluateRules(
  store: EventStore,
  compiled: readonly CompiledRule[],
  rejected: readonly RejectedRule[],
): Promise<HuntResult> {
  const findings: Finding[] = [];
  const outcomes: RuleOutcome[] = rejected.map(({ rule, reason }) => ({
    ruleId: rule.id,
    ruleName: rule.name,
    state: 'not-evaluated',
    reason,
  }));
  const counts = new Map<QueryPlan, number>();
  const places: EventPlaces = new Map();
  for (const rule of compiled) {
    const { id: ruleId, name: ruleName } = rule.rule;
    if (store.events === 0) {
      outcomes.push({ ruleId, ruleName, state: 'not-evaluated', reason: 'there were no events to look at' });
      continue;
    }
    try {
      const found = await evaluateRule(store, rule, places);
      const absent = found.length === 0 ? await absentSource(store, rule, counts) : null;
      if (absent !== null) {
        const reason = `there are no records of: ${absent}`;
        outcomes.push({ ruleId, ruleName, state: 'not-evaluated', reason, isDataAbsent: true });
        continue;
      }
      const notices = await noticesOf(store, rule);
      findings.push(...found);
      outcomes.push({
        ruleId,
        ruleName,
        state: 'evaluated',
        findings: found.length,
        events: found.reduce((sum, finding) => sum + finding.evidence.total, 0),
        ...(notices.length === 0 ? {} : { notices }),
      });
    } catch (error) {
      const failure = store.failureOf(error);
      if (failure === null) throw error;
      outcomes.push({ ruleId, ruleName, state: 'not-evaluated', reason: `it failed: ${failure}` });
    }
  }
  return { findings: (await withRawTexts(store, findings, places)).sort(compareFindings), outcomes };
}

/** The name of a source that the rule cannot do without and of which there is no record. */
async function absentSource(
  store: EventStore,
  { sources }: CompiledRule,
  counts: Map<QueryPlan, number>,
): Promise<string | null> {
  for (const { name, count } of sources) {
    const known = counts.get(count) ?? Number((await store.rows(count))[0]?.[0] ?? 0);
    counts.set(count, known);
    if (known === 0) return name;
  }
  return null;
}

async function noticesOf(store: EventStore, rule: CompiledRule): Promise<readonly string[]> {
  // A limit cuts nothing where there are fewer events.
  const limits = rule.limits.filter(({ rows }) => store.events > rows);
  const checked = await limitNotices(limits, store.rows);
  return [...rule.leftOut, ...checked.map(({ message }) => message)];
}

async function evaluateRule(
  store: EventStore,
  compiled: CompiledRule,
  places: EventPlaces,
): Promise<readonly Finding[]> {
  const { query, rule } = compiled;
  // The keys ride along as further output columns: they lead each row to its evidence.
  const rows = await store.rows({ ...query, output: [...query.output, ...query.keys], keys: [] });
  if (rows.length === 0) return [];
  const columns = query.output.map((column) => column.name);
  const evidence = await evidenceByKey(store, compiled, places);
  const ofRow = (row: readonly Cell[]): RowEvidence | undefined =>
    evidence.get(keyText(row.slice(columns.length)));
  return toFindings(
    rule,
    rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i] ?? null]))),
    rows.map((row) => ofRow(row) ?? emptyEvidence),
    { columns, groupKeys: groupKeys(query) },
  );
}

const emptyEvidence: RowEvidence = { total: 0, shown: [], values: {}, firstTime: null, lastTime: null };

/** The visible columns that the search groups by. */
function groupKeys(query: QueryPlan): readonly string[] {
  const ids = new Set(query.keys.map((key) => key.id));
  return query.output
    .filter((column) => column.id !== null && ids.has(column.id))
    .map((column) => column.name);
}

async function evidenceByKey(
  store: EventStore,
  compiled: CompiledRule,
  places: EventPlaces,
): Promise<ReadonlyMap<string, RowEvidence>> {
  const { evidence, query, valueFields } = compiled;
  if (!evidence) return new Map();
  const width = query.keys.length;
  const shown = new Map<string, EvidenceEvent[]>();
  for (const row of compiled.evidencePerFinding > 0 ? await store.rows(evidence.shown) : []) {
    const key = keyText(row.slice(0, width));
    const { event, place } = toEvent(row.slice(width), compiled.evidenceFields);
    places.set(event, place);
    shown.set(key, [...(shown.get(key) ?? []), event]);
  }
  const totals = await store.rows(evidence.totals);
  return new Map(
    totals.map((row) => {
      const key = keyText(row.slice(0, width));
      const [count, first, last, ...values] = row.slice(width);
      return [
        key,
        {
          total: Number(count ?? 0),
          shown: shown.get(key) ?? [],
          values: Object.fromEntries(valueFields.map((field, i) => [field, texts(values[i] ?? null)])),
          firstTime: typeof first === 'number' ? first : null,
          lastTime: typeof last === 'number' ? last : null,
        },
      ];
    }),
  );
}

function keyText(cells: readonly Cell[]): string {
  return JSON.stringify(cells);
}

function texts(cell: Cell): readonly string[] {
  if (cell === null) return [];
  return typeof cell === 'object' ? cell : [String(cell)];
}

function toEvent(
  cells: readonly Cell[],
  fields: readonly string[],
): { readonly event: EvidenceEvent; readonly place: number } {
  const all = Object.fromEntries(fields.map((field, i) => [field, cells[i] ?? null]));
  const { _time: time, source, Id: id, [ordinalField]: place, ...rest } = all;
  const event = {
    time: typeof time === 'number' ? time : null,
    source: typeof source === 'string' ? source : '',
    id: typeof id === 'string' ? id : null,
    fields: Object.fromEntries(Object.entries(rest).filter(([, cell]) => cell !== null)),
  };
  return { event, place: Number(place) };
}

/** The `#ordinal` of the events that are shown. */
type EventPlaces = Map<EvidenceEvent, number>;

/** Adds the whole records of the events that are shown, of all findings in one go. */
async function withRawTexts(
  store: EventStore,
  findings: readonly Finding[],
  places: EventPlaces,
): Promise<Finding[]> {
  const texts = places.size === 0 ? new Map<number, string>() : await store.rawTexts([...places.values()]);
  return findings.map((finding) => {
    const shown = finding.evidence.shown.map((event) => {
      const raw = texts.get(places.get(event) ?? -1);
      return raw === undefined ? event : { ...event, raw };
    });
    return { ...finding, evidence: { ...finding.evidence, shown } };
  });
}
