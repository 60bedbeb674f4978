import type { AggregateArg, Arg, Command, SearchExpr } from '../ast/ast.ts';
import { lowerError } from '../diagnostics/lower-messages.ts';
import {
  aggregateArgs,
  fieldNames,
  optionFlag,
  optionOf,
  optionText,
  plainNames,
  searchArg,
  valueArgs,
} from '../lower/args.ts';
import { type LowerContext, refuse, refuseYet } from '../lower/context.ts';
import { isDefaultField, openDataSet, toDataSetName } from '../lower/dataset.ts';
import { toNumber } from '../lower/eval/coerce.ts';
import { allEvents } from '../lower/events.ts';
import { filled } from '../lower/filled.ts';
import { floorTime } from '../lower/floor-time.ts';
import { assignField, closedScope, fieldValue, filterRelation, type Relation } from '../lower/relation.ts';
import { searchScope } from '../lower/scope-access.ts';
import { lowerSearch } from '../lower/search.ts';
import { searchFields } from '../lower/search-fields.ts';
import { statistics } from '../lower/statistics.ts';
import { hasWildcard } from '../lower/wildcard.ts';
import { nullLiteral, type PlanExpr } from '../plan/expr.ts';
import type { Span } from '../source/span.ts';
import { parseSpan } from '../time/span.ts';
import { defineCommand } from './define.ts';

export const tstats = defineCommand({
  name: 'tstats',
  doc: 'Computes statistics over the events of a data model, whose fields are written with the dataset before them (`Processes.user`), or without FROM over the indexed fields (index, host, source, sourcetype, _time). WHERE is a search expression. A row that lacks a by field is in no group, unless fillnull_value puts a text in its place.',
  syntax:
    'tstats [prestats=f] [append=f] [summariesonly=<bool>] [allow_old_summaries=<bool>] [local=<bool>] [chunk_size=<int>] [include_reduced_buckets=<bool>] [use_summary_index_values=<bool>] [allow_mixed_summaries=<bool>] [fillnull_value=<text>] <function>(<field>) [AS <name>]... [FROM datamodel=<model>[.<dataset>]] [WHERE <search-expression>] [BY <field-list> [span=<span>]]',
  source: 'Search Reference, tstats',
  generating: true,
  // The others say how Splunk looks for accelerated summaries, which do not exist here.
  options: [
    ...['prestats', 'append', 'fillnull_value', 'datamodel', 'span'],
    ...['summariesonly', 'allow_old_summaries', 'local', 'chunk_size', 'include_reduced_buckets'],
    ...['use_summary_index_values', 'allow_mixed_summaries'],
  ],
  lower: (_input, command, context) => {
    refusePartial(command, context);
    const sections = splitSections(command);
    const aggregates = aggregateArgs(sections.start);
    refuseExpressions(aggregates, context);
    const byFields = plainNames(sections.by, context);
    const search = searchArg(command);
    const source = openSource(sections, search, context);
    const names = usedNames(aggregates, byFields, search, context);
    const rows = withNames(source, names, context);
    const kept = search ? filterRelation(rows, lowerSearch(search, searchScope(rows, context))) : rows;
    return grouped(kept, { aggregates, byFields, command }, context);
  },
});

function refusePartial(command: Command, context: LowerContext): void {
  for (const name of ['prestats', 'append'])
    if (optionFlag(command, name, false, context))
      refuse(context, 'SPL3060', optionOf(command, name)?.span ?? command.span, {});
}

interface Sections {
  readonly start: readonly Arg[];
  readonly from: readonly Arg[];
  readonly by: readonly Arg[];
}

/** The arguments after each keyword. */
function splitSections(command: Command): Sections {
  const sections: Record<string, Arg[]> = { start: [], from: [], where: [], by: [] };
  let at = 'start';
  for (const arg of command.args) {
    if (arg.kind === 'keyword') at = arg.word;
    else sections[at]?.push(arg);
  }
  const { start = [], from = [], by = [] } = sections;
  return { start, from, by };
}

function refuseExpressions(aggregates: readonly AggregateArg[], context: LowerContext): void {
  for (const { arg, span } of aggregates) {
    if (arg?.kind === 'eval-arg') refuse(context, 'SPL2161', span, {});
    else if (arg && hasWildcard(arg.name)) refuse(context, 'SPL2011', arg.span, { name: arg.name });
  }
}

/** Where rows come from: the fields by the names that the search may write, and the events. */
interface Source {
  readonly events: Relation;
  /** What has the fields, for the message about one that it has not. */
  readonly where: string;
  value(name: string): PlanExpr;
}

function openSource(
  { from, start, by }: Sections,
  search: SearchExpr | undefined,
  context: LowerContext,
): Source {
  if (from.length === 0) return indexedEvents(search, context);
  const named = dataSetName(from);
  if (!named) {
    const what = 'tstats over a namespace or a search job';
    refuseYet(context, from[0]?.span ?? context.commandSpan, what, 'write from datamodel=Model.Dataset');
    return indexedEvents(search, context);
  }
  const written = [
    ...(search ? nodesOf(search) : []),
    ...aggregateArgs(start).flatMap(({ arg }) => (arg?.kind === 'field-name' ? [arg.name] : [])),
    ...[...fieldNames(by), ...(search ? searchFields(search) : [])].map(({ name }) => name),
  ];
  const prefer = written.map((name) => name.split('.')[0] ?? name);
  const opened = openDataSet(toDataSetName(named.text, named.span), search, prefer, context);
  if (!opened) return { ...indexedEvents(search, context), value: () => nullLiteral };
  const model = named.text.split('.')[0] ?? named.text;
  return { events: opened.events, where: `the data model ${model}`, value: opened.prefixed };
}

/** `datamodel=Model.Dataset`, `datamodel="Model"."Dataset"`, `datamodel Model.Dataset`. */
function dataSetName(from: readonly Arg[]): { readonly text: string; readonly span: Span } | null {
  const option = from.find((arg) => arg.kind === 'option');
  const values = valueArgs(from);
  const texts = values.map(({ text }) => text);
  const span = option?.span ?? values[1]?.span ?? values[0]?.span ?? nowhere;
  if (option?.kind === 'option' && option.name === 'datamodel')
    return { text: [option.value.text, ...texts].join(''), span };
  return texts[0]?.toLowerCase() === 'datamodel' ? { text: texts.slice(1).join(''), span } : null;
}

/** Never used: FROM is followed by an option or a value. */
const nowhere: Span = { start: 0, end: 0 };

/** The datasets that `nodename=` names. */
function nodesOf(search: SearchExpr): readonly string[] {
  if (search.kind === 'search-comparison')
    return search.field.name === 'nodename' && search.op === '=' ? [search.value.text] : [];
  if (search.kind === 'search-and' || search.kind === 'search-or') return search.terms.flatMap(nodesOf);
  return [];
}

/** Without a data model there are only the fields that Splunk writes into its index. */
function indexedEvents(search: SearchExpr | undefined, context: LowerContext): Source {
  const events = allEvents(search, context);
  const value = (name: string): PlanExpr =>
    isDefaultField(name) ? fieldValue(events, name, context) : nullLiteral;
  return { events, where: 'the index', value };
}

interface Name {
  readonly name: string;
  readonly span: Span;
}

/** Every field that the search reads, once. */
function usedNames(
  aggregates: readonly AggregateArg[],
  byFields: readonly string[],
  search: SearchExpr | undefined,
  context: LowerContext,
): readonly Name[] {
  const span = context.commandSpan;
  const inSearch = search ? searchFields(search) : [];
  for (const field of inSearch)
    if (hasWildcard(field.name)) refuse(context, 'SPL2011', field.span, { name: field.name });
  const all: readonly Name[] = [
    // Terms of the search, time ranges and aggregates read these unnamed.
    ...['_time', '_raw', '_indextime'].map((name) => ({ name, span })),
    ...aggregates.flatMap(({ arg }) => (arg?.kind === 'field-name' ? [arg] : [])),
    ...byFields.map((name) => ({ name, span })),
    ...inSearch.filter(({ name }) => !timeModifiers.has(name)),
  ];
  return [...new Map(all.map((one) => [one.name, one])).values()];
}

const timeModifiers: ReadonlySet<string> = new Set([
  'earliest',
  'latest',
  '_index_earliest',
  '_index_latest',
]);

/** The events with just these fields, under the names that the search writes. */
function withNames(source: Source, names: readonly Name[], context: LowerContext): Relation {
  const kept = new Set(names.map(({ name }) => name));
  const all = names.reduce((relation, { name, span }) => {
    const value = source.value(name);
    if (name.startsWith('PREFIX(')) refuse(context, 'SPL3062', span, { text: name });
    else if (value.type === 'null' && !isDefaultField(name)) {
      const { where } = source;
      context.report({ ...lowerError('SPL2163', span, { name, where }), severity: 'warning' });
    }
    return assignField(relation, name, value, context);
  }, source.events);
  return { ...all, scope: closedScope(all.scope.fields.filter(({ name }) => kept.has(name))) };
}

/** The bin of the time, while it stands beside the time itself; no search can write this name. */
const binField = '#bin';

function grouped(
  input: Relation,
  {
    aggregates,
    byFields,
    command,
  }: {
    readonly aggregates: readonly AggregateArg[];
    readonly byFields: readonly string[];
    readonly command: Command;
  },
  context: LowerContext,
): Relation {
  const filler = optionText(command, 'fillnull_value');
  const filledRows =
    filler === undefined
      ? input
      : byFields
          .filter((name) => name !== '_time')
          .reduce(
            (relation, name) =>
              assignField(relation, name, filled(fieldValue(relation, name, context), filler), context),
            input,
          );
  const binned = byFields.includes('_time') ? withBin(filledRows, command, context) : filledRows;
  const keys = byFields.map((name) => (name === '_time' ? binField : name));
  const result = statistics(binned, aggregates, keys, context);
  const fields = result.scope.fields.map((field) =>
    field.name === binField ? { ...field, name: '_time' } : field,
  );
  return { ...result, scope: closedScope(fields) };
}

/** Functions over `_time` see the time itself, groups its bin. */
function withBin(input: Relation, command: Command, context: LowerContext): Relation {
  const time = toNumber(fieldValue(input, '_time', context));
  const written = optionOf(command, 'span')?.value;
  const span = written && parseSpan(written.text);
  if (written && !span) refuse(context, 'SPL1030', written.span, { text: written.text });
  const floored = span ? floorTime(time, span) : time;
  if (!floored)
    refuseYet(context, written?.span ?? command.span, 'a bin of several months, quarters or years');
  return assignField(input, binField, floored ?? time, context);
}
