import type { AggregateArg, Arg, Command, FieldName, RenameArg } from '../ast/ast.ts';
import { argumentsAfter, comparisonsOf, optionValue } from '../ast/visit.ts';
import { hasWildcard, matchesPattern } from '../lower/wildcard.ts';
import { formOf, missingReason } from './expression-fact.ts';
import { type FieldFact, type FieldState, uncertain, unknownState, withFact } from './field-state.ts';
import { patternGroups } from './pattern-groups.ts';

/** The fields after a command, given those before it. */
export type Transfer = (state: FieldState, command: Command) => FieldState;

export function namesIn(args: readonly Arg[]): readonly FieldName[] {
  return args.flatMap((arg) => (arg.kind === 'field-arg' ? [arg.field] : []));
}

export function aggregatesIn(command: Command): readonly AggregateArg[] {
  return command.args.filter((arg): arg is AggregateArg => arg.kind === 'aggregate');
}

export function byFields(command: Command): readonly FieldName[] {
  return namesIn(argumentsAfter(command, 'by', 'groupby', 'over'));
}

function fact(command: Command, more: Partial<FieldFact> = {}): FieldFact {
  return { madeBy: command.name, span: command.nameSpan, ...more };
}

function add(
  state: FieldState,
  command: Command,
  names: readonly string[],
  more: Partial<FieldFact> = {},
): FieldState {
  return names.reduce((next, name) => withFact(next, name, fact(command, more)), state);
}

/** Leaves no other fields than these. Names that no row has are kept as listed: they become empty columns. */
function close(state: FieldState, command: Command, fields: ReadonlyMap<string, FieldFact>): FieldState {
  return {
    ...state,
    open: false,
    fields,
    removed: new Map(),
    closedBy: { command: command.name, span: command.nameSpan },
  };
}

const search: Transfer = (state, command) => {
  // A field that a filter demands is there from now on.
  const named = comparisonsOf(command).filter(
    ({ field, op }) =>
      op !== '!=' && !hasWildcard(field.name) && (state.open || state.fields.has(field.name)),
  );
  return named.reduce((next, { field }) => {
    const { missing: _, ...known } = next.fields.get(field.name) ?? { madeBy: 'events', span: field.span };
    return withFact(next, field.name, known);
  }, state);
};

const where: Transfer = (state) => ({
  ...state,
  fields: new Map([...state.fields].map(([name, { missing: _, ...known }]) => [name, known])),
});

const evaluate: Transfer = (state, command) =>
  command.args.reduce((next, arg) => {
    if (arg.kind !== 'assignment') return next;
    const { name } = arg.target;
    if (name.includes('{') && !name.includes('{}')) return uncertain(next);
    const form = formOf(arg.expr, next);
    const missing = missingReason(arg.expr, next);
    return withFact(next, name, {
      madeBy: command.name,
      span: arg.span,
      ...(form === undefined ? {} : { form }),
      ...(missing === undefined ? {} : { missing }),
    });
  }, state);

const listAggregates: ReadonlySet<string> = new Set(['values', 'list']);
const numberAggregates: ReadonlySet<string> = new Set([
  'count',
  'c',
  'dc',
  'distinct_count',
  'sum',
  'avg',
  'mean',
]);

function aggregateFacts(state: FieldState, command: Command): FieldState {
  return aggregatesIn(command).reduce((next, { fn, arg, as, text }) => {
    const source = arg?.kind === 'field-name' ? arg.name : '';
    if (hasWildcard(source)) return uncertain(next);
    const form = listAggregates.has(fn)
      ? { form: 'multivalue' as const }
      : numberAggregates.has(fn)
        ? { form: 'number' as const }
        : {};
    return add(next, command, [as?.name ?? text.replace(/\s+as\s.*$/i, '')], form);
  }, state);
}

const stats: Transfer = (state, command) => {
  const kept = byFields(command).map(({ name, span }): [string, FieldFact] => {
    // Rows without a group field are gone.
    const { missing: _, ...known } = state.fields.get(name) ?? { madeBy: command.name, span };
    return [name, known];
  });
  const start = close({ ...state, certain: true }, command, new Map(kept));
  return {
    ...aggregateFacts(start, command),
    order: 'none',
    aggregated: true,
  };
};

const pivotStats: Transfer = (state, command) =>
  byFields(command).length > (command.name === 'timechart' ? 0 : 1)
    ? { ...uncertain(stats(state, command)), order: 'sorted' }
    : {
        ...add(stats(state, command), command, command.name === 'timechart' ? ['_time'] : []),
        order: 'sorted',
      };

const tstats: Transfer = (state, command) => {
  if (
    optionValue(command, 'prestats') !== undefined &&
    /^(t|true|1)$/i.test(optionValue(command, 'prestats') ?? '')
  )
    return unknownState;
  const grouped = stats({ ...state, open: true, certain: true }, command);
  return optionValue(command, 'span') === undefined ? grouped : add(grouped, command, ['_time']);
};

const top: Transfer = (state, command) => {
  const names = [...byFields(command), ...namesIn(argumentsAfter(command, ''))].map((field) => field.name);
  const more = ['count', 'percent'].map((name) => optionValue(command, `${name}field`) ?? name);
  return {
    ...add(close({ ...state, certain: true }, command, new Map()), command, [...names, ...more]),
    order: 'sorted',
    aggregated: true,
  };
};

const fields: Transfer = (state, command) => {
  const names = namesIn(command.args).map((field) => field.name);
  const isRemoval = command.args.some((arg) => arg.kind === 'keyword' && arg.word === '-');
  if (isRemoval) return remove(state, command, names);
  const kept = keep(state, command, names);
  for (const name of ['_time', '_raw']) {
    const known = state.fields.get(name);
    if (known || state.open) kept.set(name, known ?? fact(command));
  }
  return {
    ...close(state, command, kept),
    certain: state.certain && !(state.open && names.some(hasWildcard)),
  };
};

const table: Transfer = (state, command) => {
  const names = namesIn(command.args).map((field) => field.name);
  return {
    ...close(state, command, keep(state, command, names)),
    certain: (state.certain || !names.some(hasWildcard)) && !(state.open && names.some(hasWildcard)),
  };
};

function keep(state: FieldState, command: Command, names: readonly string[]): Map<string, FieldFact> {
  return new Map(
    names.flatMap((name): readonly [string, FieldFact][] =>
      hasWildcard(name)
        ? [...state.fields].filter(([known]) => matchesPattern(name, known))
        : [[name, state.fields.get(name) ?? fact(command)]],
    ),
  );
}

function remove(state: FieldState, command: Command, names: readonly string[]): FieldState {
  const left = new Map(state.fields);
  const removed = new Map(state.removed);
  for (const name of names) {
    if (!hasWildcard(name)) removed.set(name, { command: command.name, span: command.nameSpan });
    for (const known of left.keys()) if (matchesPattern(name, known)) left.delete(known);
  }
  return { ...state, fields: left, removed };
}

const rename: Transfer = (state, command) => {
  let next = state;
  for (const arg of command.args) if (arg.kind === 'rename') next = renameOne(next, command, arg);
  return next;
};

function renameOne(state: FieldState, command: Command, { from, to, span }: RenameArg): FieldState {
  if (hasWildcard(from.name)) return renameAll(state, from.name, to.name);
  const left = new Map(state.fields);
  left.delete(from.name);
  const removed = new Map(state.removed).set(from.name, { command: 'rename', span });
  return withFact({ ...state, fields: left, removed }, to.name, state.fields.get(from.name) ?? fact(command));
}

function renameAll(state: FieldState, from: string, to: string): FieldState {
  const [head = '', tail = ''] = from.split('*');
  const [newHead = '', newTail = ''] = to.split('*');
  const simple = from.split('*').length === 2 && to.split('*').length === 2;
  if (!simple) return uncertain(state);
  const moved = [...state.fields].map(([name, known]): [string, FieldFact] =>
    matchesPattern(from, name)
      ? [`${newHead}${name.slice(head.length, name.length - tail.length)}${newTail}`, known]
      : [name, known],
  );
  return { ...state, fields: new Map(moved) };
}

const rex: Transfer = (state, command) => {
  if (optionValue(command, 'mode') === 'sed') return state;
  const patterns = command.args.flatMap((arg) => (arg.kind === 'value-arg' ? [arg.value.text] : []));
  const offset = optionValue(command, 'offset_field');
  const groups = patterns.flatMap(patternGroups).filter((name) => !state.fields.has(name));
  const found = add(state, command, groups, { missing: 'the pattern of rex may not match' });
  return offset === undefined ? found : add(found, command, [offset]);
};

const spath: Transfer = (state, command) => {
  const bare = command.args.find((arg) => arg.kind === 'value-arg');
  const path = optionValue(command, 'path') ?? (bare?.kind === 'value-arg' ? bare.value.text : undefined);
  const output = optionValue(command, 'output') ?? path;
  return output === undefined
    ? uncertain(state)
    : add(state, command, [output], { missing: 'the path may not be there' });
};

const lookup: Transfer = (state, command) => {
  const outputs = argumentsAfter(command, 'output', 'outputnew');
  if (outputs.length === 0) return uncertain(state);
  const names = outputs.flatMap((arg) =>
    arg.kind === 'rename' ? [arg.to.name] : arg.kind === 'field-arg' ? [arg.field.name] : [],
  );
  const fresh = names.filter((name) => !state.fields.has(name));
  return add(state, command, fresh, { missing: 'the lookup may have no row for it' });
};

const fillnull: Transfer = (state, command) => {
  const listed = command.args.flatMap((arg) => (arg.kind === 'field-arg' ? [arg.field.name] : []));
  const names = listed.length > 0 ? listed.filter((name) => !hasWildcard(name)) : [...state.fields.keys()];
  return names.reduce((next, name) => {
    const { missing: _, ...known } = next.fields.get(name) ?? fact(command);
    return withFact(next, name, known);
  }, state);
};

const convert: Transfer = (state, command) =>
  aggregatesIn(command).reduce((next, { fn, arg, as }) => {
    const name = as?.name ?? (arg?.kind === 'field-name' ? arg.name : '');
    if (name === '' || hasWildcard(name)) return next;
    const form =
      fn === 'ctime' ? ({ form: 'clock' } as const) : fn === 'mktime' ? ({ form: 'number' } as const) : {};
    return withFact(next, name, fact(command, form));
  }, state);

const bin: Transfer = (state, command) =>
  add(
    state,
    command,
    command.args.flatMap((arg) => (arg.kind === 'rename' ? [arg.to.name] : [])),
  );

const sort: Transfer = (state) => ({ ...state, order: 'sorted' });

const eventstats: Transfer = (state, command) => aggregateFacts(state, command);

const mvexpand: Transfer = (state, command) =>
  namesIn(command.args).reduce((next, { name }) => {
    const { form: _, ...known } = next.fields.get(name) ?? fact(command);
    return next.fields.has(name) ? withFact(next, name, known) : next;
  }, state);

const makemv: Transfer = (state, command) =>
  namesIn(command.args).reduce(
    (next, { name }) =>
      withFact(next, name, { ...(next.fields.get(name) ?? fact(command)), form: 'multivalue' }),
    state,
  );

const gives =
  (...names: readonly string[]): Transfer =>
  (state, command) =>
    add(state, command, names);

const same: Transfer = (state) => state;
const anything: Transfer = (state) => uncertain(state);

const makeresults: Transfer = (state, command) =>
  optionValue(command, 'data') === undefined
    ? { ...add(close(state, command, new Map()), command, ['_time']), order: 'sorted' }
    : unknownState;

const rows: readonly (readonly [names: string, transfer: Transfer])[] = [
  ['search', search],
  ['where', where],
  ['eval', evaluate],
  ['regex dedup head uniq fieldformat replace highlight nomv mvcombine outputlookup collect', same],
  ['setfields filldown reltime', same],
  ['sort', sort],
  ['reverse tail', same],
  ['stats sistats', stats],
  ['chart timechart', pivotStats],
  ['tstats mstats', tstats],
  ['top rare', top],
  ['eventstats streamstats', eventstats],
  ['fields', fields],
  ['table', table],
  ['rename', rename],
  ['rex', rex],
  ['spath', spath],
  ['lookup', lookup],
  ['fillnull', fillnull],
  ['convert', convert],
  ['bin bucket discretize', bin],
  ['mvexpand', mvexpand],
  ['makemv', makemv],
  ['iplocation', gives('City', 'Country', 'Region', 'lat', 'lon')],
  ['transaction', gives('duration', 'eventcount', 'closed_txn')],
  ['addinfo', gives('info_min_time', 'info_max_time', 'info_search_time', 'info_sid')],
  ['makeresults', makeresults],
  [
    'inputlookup inputcsv from datamodel rest metadata savedsearch loadjob dbxquery mcatalog',
    () => unknownState,
  ],
  ['gentimes eventcount dbinspect pivot union multisearch', () => unknownState],
];

const byName: ReadonlyMap<string, Transfer> = new Map(
  rows.flatMap(([names, transfer]) => names.split(' ').map((name) => [name, transfer] as const)),
);

/** How a command changes the fields; one that is not in the table may do anything. */
export function transferOf(name: string): Transfer {
  return byName.get(name) ?? anything;
}
