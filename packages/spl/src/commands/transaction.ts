import type { Command, OptionArg } from '../ast/ast.ts';
import { lowerError } from '../diagnostics/lower-messages.ts';
import { fieldNames, optionFlag, optionOf, optionText, plainNames, wholeNumber } from '../lower/args.ts';
import { type LowerContext, refuse, refuseYet } from '../lower/context.ts';
import { toList, toNumber, toText } from '../lower/eval/coerce.ts';
import { lowerCondition } from '../lower/eval/index.ts';
import { primitive } from '../lower/eval/share.ts';
import {
  assignField,
  closedScope,
  completeScope,
  fieldValue,
  filterRelation,
  materialise,
  type Relation,
  type ScopeField,
} from '../lower/relation.ts';
import { evalContext, searchScope } from '../lower/scope-access.ts';
import { lowerSearch } from '../lower/search.ts';
import { flag, markSessions, type SessionRule } from '../lower/sessions.ts';
import { unionRelations } from '../lower/union-relations.ts';
import { parseSearchExpression } from '../parser/parse-search-expression.ts';
import { nullLiteral, numberLiteral, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import type { AggregateColumn, Plan, SortKey } from '../plan/plan.ts';
import { parseSpan } from '../time/span.ts';
import { unitSeconds } from '../time/time-units.ts';
import { defineCommand } from './define.ts';

export const transaction = defineCommand({
  name: 'transaction',
  doc: 'Joins the events that share the values of the fields to one row, newest first: `duration`, `eventcount`, `closed_txn`, `_time` of the first event, `_raw` of all, and the distinct values of every other field (all values with mvlist=true). maxspan, maxpause, maxevents, startswith and endswith cut a transaction; one that lacks its start or end is dropped unless keepevicted=true. An event that lacks a field is in no transaction; keeporphans=true shows it as it is, with `_txn_orphan`. mvraw=true keeps the texts of the events as values of `_raw`.',
  syntax:
    'transaction [<field-list>] [maxspan=<span>] [maxpause=<span>] [maxevents=<int>] [startswith=<condition>] [endswith=<condition>] [keepevicted=<bool>] [mvlist=<bool>] [nullstr=<text>] [delim=<text>] [connected=<bool>] [unifyends=<bool>] [mvraw=<bool>] [keeporphans=<bool>] [maxopentxn=<int>] [maxopenevents=<int>]',
  source: 'Search Reference, transaction',
  options: [
    'maxspan',
    'maxpause',
    'maxevents',
    'startswith',
    'endswith',
    'keepevicted',
    'mvlist',
    'nullstr',
    'delim',
    'connected',
    'unifyends',
    'mvraw',
    'keeporphans',
    // They say how much Splunk keeps in memory.
    'maxopentxn',
    'maxopenevents',
  ],
  optionsNotYet: ['name'],
  lower: (given, command, context) => {
    const input = completeScope(given, context);
    const time = fieldValue(input, '_time', context);
    if (time.type === 'null') {
      refuse(context, 'SPL2184', command.span, { command: command.name, field: '_time' });
      return input;
    }
    const names = plainNames(command.args, context);
    warnOfMissing(names, command, context);
    const { relation, ends, starts } = withConditions(input, command, context);
    const rule: SessionRule = {
      keys: names.map((name) => keyOf(name, relation, command, context)),
      time: toNumber(time),
      order: newestFirst(toNumber(time), input.order),
      ends,
      starts,
      maxPause: secondsOf(optionOf(command, 'maxpause'), context),
      maxSpan: secondsOf(optionOf(command, 'maxspan'), context),
      maxRows: maxEvents(command, context),
    };
    const joined = joinEvents(relation, names, rule, command, context);
    return optionFlag(command, 'keeporphans', false, context)
      ? withOrphans(joined, input, rule, command, context)
      : joined;
  },
});

/** The field as it is grouped by. A multivalue field would put an event into several transactions. */
function keyOf(name: string, input: Relation, command: Command, context: LowerContext): PlanExpr {
  const value = fieldValue(input, name, context);
  if (value.type !== 'multivalue') return value;
  const span = fieldNames(command.args).find((field) => field.name === name)?.span ?? command.span;
  return refuse(context, 'SPL3081', span, { name });
}

function newestFirst(time: PlanExpr, order: readonly SortKey[]): readonly SortKey[] {
  return [{ expr: time, descending: true }, ...order];
}

/** Seconds of `30s`, `5m`; null without a limit (`-1`). */
function secondsOf(option: OptionArg | undefined, context: LowerContext): number | null {
  if (!option || option.value.text === '-1') return null;
  const span = parseSpan(option.value.text);
  const seconds = span && (span.unit === null ? 1 : unitSeconds[span.unit]);
  if (span && seconds !== undefined && seconds !== null) return span.count * seconds;
  refuse(context, 'SPL1030', option.value.span, { text: option.value.text });
  return null;
}

/** Source: Search Reference, transaction (maxevents). */
const defaultMaxEvents = 1000;

function maxEvents(command: Command, context: LowerContext): number | null {
  const written = optionOf(command, 'maxevents')?.value;
  if (written !== undefined && /^-\d+$/.test(written.text)) return null;
  return wholeNumber(written, { fallback: defaultMaxEvents, least: 1 }, context);
}

interface WithConditions {
  readonly relation: Relation;
  readonly ends: PlanExpr | null;
  readonly starts: PlanExpr | null;
}

/** The conditions as columns, so that windows need not compute them again. */
function withConditions(input: Relation, command: Command, context: LowerContext): WithConditions {
  const of = (relation: Relation, name: string): { relation: Relation; value: PlanExpr | null } => {
    const option = optionOf(command, name);
    if (!option) return { relation, value: null };
    const found = materialise(relation, flag(conditionOf(option, relation, context)), context);
    const value = primitive('number.eq', 'boolean', found.column, numberLiteral(1));
    return { relation: found.relation, value };
  };
  const ends = of(input, 'endswith');
  const starts = of(ends.relation, 'startswith');
  return { relation: starts.relation, ends: ends.value, starts: starts.value };
}

/** `eval(<condition>)`, `(<search>)`, or a search expression as text. */
function conditionOf(option: OptionArg, input: Relation, context: LowerContext): PlanExpr {
  if (option.expr) return lowerCondition(option.expr, evalContext(input, context), option.name);
  if (option.search) return lowerSearch(option.search, searchScope(input, context));
  const { expr, diagnostics } = parseSearchExpression(option.value.text);
  for (const diagnostic of diagnostics) context.report({ ...diagnostic, span: option.value.span });
  return lowerSearch(expr, searchScope(input, context));
}

/**
 * The events that are in no transaction, beside the transactions. With startswith or endswith Splunk counts events among
 * them that it has seen before a start, or after an end: which these are depends on what it keeps open.
 */
function withOrphans(
  joined: Relation,
  input: Relation,
  rule: SessionRule,
  command: Command,
  context: LowerContext,
): Relation {
  const { span } = optionOf(command, 'keeporphans') ?? command;
  if (rule.starts !== null || rule.ends !== null) {
    refuseYet(context, span, 'keeporphans with startswith or endswith', 'use keepevicted=true');
    return joined;
  }
  if (rule.keys.length === 0) return joined;
  const lacks = rule.keys.map((key) => primitive('isNull', 'boolean', key));
  const orphans = filterRelation(input, primitive('or', 'boolean', ...lacks));
  const marked = assignField(orphans, '_txn_orphan', numberLiteral(1), context);
  const both = unionRelations([joined, marked], context);
  const time = toNumber(fieldValue(both, '_time', context));
  return { ...both, order: newestFirst(time, both.order) };
}

/** One row a session. */
function joinEvents(
  input: Relation,
  names: readonly string[],
  rule: SessionRule,
  command: Command,
  context: LowerContext,
): Relation {
  const sessions = markSessions(input.plan, rule, context);
  const keys = sessions.keys.map((expr) => ({ id: context.freshId(), type: expr.type, expr }));
  const { list: aggregates, add } = collector(context);
  const first = add('min', 'number', [rule.time]);
  const last = add('max', 'number', [rule.time]);
  const count = add('countRows', 'number', []);
  const oldestFirst = [{ expr: rule.time, descending: false }, ...input.order];
  const values = input.scope.fields
    .filter(({ name, expr }) => !names.includes(name) && name !== '_time' && expr.type !== 'null')
    .map(({ name, expr }) => ({ name, expr: mergedValue(name, expr, oldestFirst, command, add, context) }));
  const complete = completeness(rule, oldestFirst, input.order, add);
  const plan: Plan = { op: 'aggregate', input: sessions.plan, keys, aggregates };
  const fields: readonly ScopeField[] = [
    { name: '_time', expr: first },
    ...names.flatMap((name, i): ScopeField[] => {
      const key = keys[i];
      return key && key.type !== 'null' ? [{ name, expr: { op: 'column', id: key.id, type: key.type } }] : [];
    }),
    ...values,
    { name: 'duration', expr: primitive('number.subtract', 'number', last, first) },
    { name: 'eventcount', expr: count },
    { name: 'closed_txn', expr: closedFlag(rule, complete, command) },
  ];
  const joined: Relation = {
    plan,
    scope: closedScope([]),
    order: [
      { expr: first, descending: true },
      { expr: last, descending: true },
      ...keys.map(({ id, type }) => ({ expr: { op: 'column' as const, id, type }, descending: false })),
    ],
  };
  const keepsAll = optionFlag(command, 'keepevicted', false, context) || complete === null;
  const kept = keepsAll ? joined : filterRelation(joined, complete);
  return fields.reduce((relation, { name, expr }) => {
    const { relation: next, column } = materialise(relation, expr, context);
    return { ...next, scope: closedScope([...next.scope.fields, { name, expr: column }]) };
  }, kept);
}

type Add = (
  fn: string,
  type: AggregateColumn['type'],
  args: readonly PlanExpr[],
  order?: readonly SortKey[],
) => PlanExpr;

function collector(context: LowerContext): { readonly list: AggregateColumn[]; readonly add: Add } {
  const list: AggregateColumn[] = [];
  const add: Add = (fn, type, args, order) => {
    const id = context.freshId();
    list.push({ id, type, fn, args, ...(order ? { order } : {}) });
    return { op: 'column', id, type };
  };
  return { list, add };
}

/** All texts of `_raw`, the distinct values of another field, or its value in each event. */
function mergedValue(
  name: string,
  expr: PlanExpr,
  oldestFirst: readonly SortKey[],
  command: Command,
  add: Add,
  context: LowerContext,
): PlanExpr {
  if (name === '_raw') {
    const texts = add('listAll', 'multivalue', [expr], oldestFirst);
    return optionFlag(command, 'mvraw', false, context)
      ? texts
      : primitive('list.join', 'dynamic', texts, stringLiteral('\n'));
  }
  if (!listsAll(name, command, context))
    return add('values', 'multivalue', [expr.type === 'multivalue' ? expr : toText(expr)]);
  const missing = stringLiteral(optionText(command, 'nullstr') ?? 'NULL');
  const filled =
    expr.type === 'multivalue'
      ? primitive('coalesce', 'multivalue', expr, toList(missing))
      : primitive('coalesce', 'dynamic', toText(expr), missing);
  const isAnywhere = primitive('number.gt', 'boolean', add('count', 'number', [expr]), numberLiteral(0));
  const all = add('listAll', 'multivalue', [filled], oldestFirst);
  return {
    op: 'case',
    branches: [{ when: isAnywhere, then: all }],
    otherwise: nullLiteral,
    type: 'multivalue',
  };
}

/** `mvlist=true`, or a list of the fields that keep all values. */
function listsAll(name: string, command: Command, context: LowerContext): boolean {
  const text = optionText(command, 'mvlist');
  if (text === undefined) return false;
  if (/^(t|true|1|yes|y|f|false|0|no|n)$/i.test(text)) return optionFlag(command, 'mvlist', false, context);
  return text.split(/[\s,]+/).includes(name);
}

/** Is the newest event an end and the oldest a start, where the search asks for them? Null where it does not. */
function completeness(
  rule: SessionRule,
  oldestFirst: readonly SortKey[],
  order: readonly SortKey[],
  add: Add,
): PlanExpr | null {
  const isTrue = (value: PlanExpr): PlanExpr => primitive('number.eq', 'boolean', value, numberLiteral(1));
  const conditions = [
    ...(rule.ends ? [isTrue(add('first', 'number', [flag(rule.ends)], newestFirst(rule.time, order)))] : []),
    ...(rule.starts ? [isTrue(add('first', 'number', [flag(rule.starts)], reversedTies(oldestFirst)))] : []),
  ];
  return conditions.length === 0 ? null : primitive('and', 'boolean', ...conditions);
}

/** From the oldest to the newest, rows of one time the other way round too. */
function reversedTies([time, ...ties]: readonly SortKey[]): readonly SortKey[] {
  return time ? [time, ...ties.map((key) => ({ ...key, descending: !key.descending }))] : [];
}

/** Without any condition that closes it a transaction stays open. */
function closedFlag(rule: SessionRule, complete: PlanExpr | null, command: Command): PlanExpr {
  if (complete) return flag(complete);
  const isLimited = rule.maxPause !== null || rule.maxSpan !== null || optionOf(command, 'maxevents');
  return numberLiteral(isLimited ? 1 : 0);
}

/**
 * With several fields, or connected=false, Splunk lets an event that lacks a field join whatever it does not contradict;
 * which transaction that is depends on all events before it.
 */
function warnOfMissing(names: readonly string[], command: Command, context: LowerContext): void {
  if (names.length < 2 && optionFlag(command, 'connected', true, context)) return;
  const what = names.length === 1 ? 'the field' : 'one of the fields';
  context.report({ ...lowerError('SPL3082', command.span, { what }), severity: 'warning' });
}
