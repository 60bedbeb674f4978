import type { Command } from '../../ast/ast.ts';
import { argumentExpressions, commandSearches, expressionNodes, searchNodes } from '../../ast/visit.ts';
import { nearestName } from '../../diagnostics/nearest-name.ts';
import { type FieldState, isAbsent, withFact } from '../../fields/field-state.ts';
import { aggregatesIn } from '../../fields/transfer.ts';
import type { Span } from '../../source/span.ts';
import { defineLint, type Lint } from '../define-lint.ts';
import { remembered, searchParts } from '../linted-search.ts';

interface Read {
  readonly name: string;
  readonly span: Span;
  readonly state: FieldState;
}

const constants: ReadonlySet<string> = new Set(['null', 'true', 'false']);

/** Fields that a command reads by name, where a missing one is a mistake: `table` and `fields -` may name any. */
function readFields(command: Command, before: FieldState): readonly Read[] {
  const reads: Read[] = [];
  let state = before;
  const add = (name: string, span: Span): void => {
    if (!name.includes('*') && !name.includes('<<') && !name.includes('$') && name !== '')
      reads.push({ name, span, state });
  };
  for (const arg of command.args) {
    const nodes = argumentExpressions(arg).flatMap(expressionNodes);
    // Naming a field that may not be there is what these are for.
    const asked = new Set(
      nodes.flatMap((node) => (node.kind === 'call' && nullAware.has(node.name) ? node.args : [])),
    );
    for (const node of nodes)
      if (node.kind === 'field' && !asked.has(node) && !constants.has(node.name.toLowerCase()))
        add(node.name, node.span);
    if (arg.kind === 'assignment')
      state = withFact(state, arg.target.name, { madeBy: command.name, span: arg.span });
    if (arg.kind === 'sort-key') add(arg.field.name, arg.field.span);
    if (arg.kind === 'aggregate' && arg.arg?.kind === 'field-name' && command.name !== 'convert')
      add(arg.arg.name, arg.arg.span);
    if (arg.kind === 'field-arg' && namesMustExist.has(command.name)) add(arg.field.name, arg.field.span);
  }
  if (command.name === 'search')
    for (const node of commandSearches(command).flatMap(searchNodes)) {
      const isPositive = node.kind === 'search-comparison' || node.kind === 'search-in';
      if (
        isPositive &&
        !/^(earliest|latest|_index_earliest|_index_latest|eventtype|tag.*|index)$/.test(node.field.name)
      )
        add(node.field.name, node.field.span);
    }
  return reads;
}

const nullAware: ReadonlySet<string> = new Set(['coalesce', 'isnull', 'isnotnull', 'mvappend']);

const namesMustExist: ReadonlySet<string> = new Set([
  ...[
    'stats',
    'eventstats',
    'streamstats',
    'chart',
    'timechart',
    'top',
    'rare',
    'dedup',
    'mvexpand',
    'makemv',
    'nomv',
  ],
]);

/** Commands whose templates name fields that only exist while they run. */
const skipped: ReadonlySet<string> = new Set(['foreach', 'map', 'tstats', 'mstats', 'append', 'appendcols']);

interface Unknown {
  readonly name: string;
  readonly why: string;
  readonly similar?: string;
  readonly command: string;
}

const unknownField = defineLint<Unknown>({
  code: 'SPL2431',
  severity: 'warning',
  doc: 'stats, table, fields and rename leave certain fields only. A field that is gone is missing in every row: conditions on it are never true.',
  source: 'Search Reference, stats; table; fields; rename',
  bad: 'index=main | stats count by user | where src_ip="192.0.2.7"',
  good: 'index=main | stats count by user, src_ip | where src_ip="192.0.2.7"',
  message: ({ name, why }) => `no row has the field "${name}" here: ${why}`,
  hint: ({ name, similar, command }) =>
    similar === undefined
      ? command === 'stats'
        ? `add ${name} to by, or values(${name}) as ${name}`
        : `keep ${name} in ${command}, or use it before`
      : `did you mean "${similar}"?`,
  check: function* (search) {
    for (const { name, span, state } of absentReads(search)) {
      if (name === '_time' || name === '_raw') continue;
      const gone = state.removed.get(name) ?? state.closedBy;
      const similar = nearestName(name, state.fields.keys());
      const command = gone?.command ?? 'the stage before';
      const why = state.removed.has(name) ? `${command} took it away` : `${command} leaves ${listed(state)}`;
      yield { span, values: { name, why, command, ...(similar === undefined ? {} : { similar }) } };
    }
  },
});

function listed({ fields }: FieldState): string {
  const names = [...fields.keys()];
  if (names.length === 0) return 'no field';
  return names.length > 6 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
}

const absentReads = remembered((search): readonly Read[] =>
  search.commands
    .filter(({ command }) => !skipped.has(command.name))
    .flatMap(({ command, before }) => readFields(command, before))
    .filter(({ name, state }) => isAbsent(state, name)),
);

const lostTime = defineLint<{ readonly name: string; readonly by: string }>({
  code: 'SPL2423',
  severity: 'warning',
  doc: 'The rows of stats have no _time unless it is one of the groups, and no _raw ever.',
  source: 'Search Reference, stats',
  bad: 'index=main | stats count by user | eval day=strftime(_time, "%F") | table user day',
  good: 'index=main | stats count latest(_time) as _time by user | eval day=strftime(_time, "%F") | table user day',
  message: ({ name, by }) => `rows have no ${name} after ${by}`,
  hint: ({ name, by }) =>
    name === '_time'
      ? `add latest(_time) as _time to ${by}, or _time to by after | bin _time span=1h`
      : 'search the text before it',
  check: function* (search) {
    for (const { name, span, state } of absentReads(search))
      if (name === '_time' || name === '_raw')
        yield {
          span,
          values: {
            name,
            by: state.removed.get(name)?.command ?? state.closedBy?.command ?? 'the stage before',
          },
        };
    for (const { command, before } of search.commands)
      if (['timechart', 'bin', 'bucket', 'rex', 'regex'].includes(command.name)) {
        const name = needs(command);
        if (name !== undefined && isAbsent(before, name))
          yield {
            span: command.nameSpan,
            values: { name, by: before.closedBy?.command ?? 'the stage before' },
          };
      }
  },
});

/** The internal field that a command reads without being told to. */
function needs(command: Command): string | undefined {
  if (command.name === 'timechart') return '_time';
  if (command.name === 'bin' || command.name === 'bucket')
    return command.args.some((arg) => arg.kind === 'field-arg' && arg.field.name === '_time')
      ? '_time'
      : undefined;
  const isNamed = command.args.some(
    (arg) => arg.kind === 'field-arg' || (arg.kind === 'option' && arg.name === 'field'),
  );
  return isNamed ? undefined : '_raw';
}

const timeAggregates: ReadonlySet<string> = new Set([
  'earliest',
  'latest',
  'earliest_time',
  'latest_time',
  'rate',
]);

const noTimeForOrder = defineLint<{ readonly call: string; readonly by: string }>({
  code: 'SPL2424',
  severity: 'warning',
  doc: 'earliest() and latest() choose by _time. Rows without _time give any value.',
  source: 'Search Reference, stats; Time functions',
  bad: 'index=main | stats count by user, host | stats latest(host) as host by user',
  good: 'index=main | stats count latest(_time) as _time by user, host | stats latest(host) as host by user',
  message: ({ call, by }) => `${call} chooses by _time, which rows do not have after ${by}`,
  hint: ({ by }) => `keep _time in ${by}, or use max() or min()`,
  check: function* (search) {
    for (const { command, before } of search.commands) {
      if (['tstats', 'mstats'].includes(command.name) || !isAbsent(before, '_time')) continue;
      for (const { fn, arg, span } of aggregatesIn(command))
        if (timeAggregates.has(fn) && !(arg?.kind === 'field-name' && arg.name === '_time'))
          yield { span, values: { call: `${fn}()`, by: before.closedBy?.command ?? 'the stage before' } };
    }
  },
});

const rawAfterStats = defineLint<{ readonly term: string; readonly by: string }>({
  code: 'SPL2430',
  severity: 'warning',
  doc: 'A word of a search is looked for in _raw. After stats and the like rows have no _raw, so it matches nothing.',
  source: 'Search Reference, search',
  bad: 'index=main | stats count by user | search admin',
  good: 'index=main | stats count by user | search user="*admin*"',
  message: ({ term, by }) => `"${term}" is looked for in _raw, which rows do not have after ${by}`,
  hint: ({ term }) => `name the field, as in <field>="*${term.replace(/^\*+|\*+$/g, '')}*"`,
  check: function* (search) {
    for (const { node, at } of searchParts(search))
      if (
        node.kind === 'search-term' &&
        node.text !== '*' &&
        at.command.name === 'search' &&
        isAbsent(at.before, '_raw')
      )
        yield {
          span: node.span,
          values: { term: node.text, by: at.before.closedBy?.command ?? 'the stage before' },
        };
  },
});

export const fieldLints: readonly Lint[] = [unknownField, lostTime, noTimeForOrder, rawAfterStats];
