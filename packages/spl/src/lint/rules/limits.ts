import { optionValue } from '../../ast/visit.ts';
import type { PipelineFields } from '../../fields/field-flow.ts';
import { byFields, namesIn } from '../../fields/transfer.ts';
import { defineLint, type Lint } from '../define-lint.ts';
import { commandsAfter, commandsBefore, commandsNamed, searchParts } from '../linted-search.ts';

const counting: ReadonlySet<string> = new Set([
  ...[
    'stats',
    'eventstats',
    'streamstats',
    'chart',
    'timechart',
    'top',
    'rare',
    'dedup',
    'transaction',
    'join',
  ],
  ...['accum', 'delta', 'autoregress', 'tail', 'reverse'],
]);

const sortLimit = defineLint<{ readonly why: string }>({
  code: 'SPL2412',
  severity: 'warning',
  doc: 'sort keeps 10 000 rows unless a number says otherwise. Rows beyond that are gone for every stage after it.',
  source: 'Search Reference, sort',
  bad: 'index=main | sort _time | streamstats count by user',
  good: 'index=main | sort 0 _time | streamstats count by user',
  message: ({ why }) => `sort keeps the first 10000 rows only, and ${why}`,
  hint: () => 'write sort 0 to keep all rows',
  check: function* (search) {
    for (const at of commandsNamed(search, 'sort')) {
      const { command, before } = at;
      const hasCount = command.args.some(
        (arg) => arg.kind === 'value-arg' || (arg.kind === 'option' && arg.name === 'limit'),
      );
      if (hasCount) continue;
      const next = commandsAfter(at);
      const user = next.find(({ name }) => counting.has(name));
      const cut = next.findIndex(({ name }) => name === 'head');
      if (user && (cut < 0 || next.indexOf(user) < cut))
        yield { span: command.nameSpan, values: { why: `${user.name} after it sees no others` } };
      else if (before.open && cut < 0 && at.pipeline.within === undefined)
        yield { span: command.nameSpan, values: { why: 'a search of events often has more' } };
    }
  },
});

/** Stages that keep a result small. */
const bounding: ReadonlySet<string> = new Set([
  ...[
    'stats',
    'chart',
    'timechart',
    'top',
    'rare',
    'dedup',
    'head',
    'tail',
    'inputlookup',
    'makeresults',
    'tstats',
  ],
  ...['return', 'rest', 'metadata', 'gentimes', 'eventcount', 'inputcsv', 'transpose'],
]);

function isBounded({ stages }: PipelineFields): boolean {
  return stages.some(({ stage }) => stage.kind === 'macro' || bounding.has(stage.name));
}

const subsearchLimit = defineLint<object>({
  code: 'SPL2413',
  severity: 'info',
  doc: 'A subsearch gives at most 10 000 rows and runs at most 60 seconds. What does not fit is left out without an error.',
  source: 'Search Manual, About subsearches',
  bad: 'index=main [search index=proxy action=blocked | fields src_ip]',
  good: 'index=main [search index=proxy action=blocked | dedup src_ip | fields src_ip]',
  message: () => 'the subsearch is cut at 10000 rows and 60 seconds, and nothing in it makes its rows few',
  hint: () => 'end it with dedup, stats or head, or use stats over both searches in place of the subsearch',
  check: function* (search) {
    for (const { command, subsearches } of search.commands) {
      if (['join', 'union', 'multisearch', 'appendpipe', 'foreach', 'map'].includes(command.name)) continue;
      for (const sub of subsearches)
        if (sub.stages.length > 0 && !isBounded(sub)) yield { span: sub.pipeline.span, values: {} };
    }
  },
});

const joinLimit = defineLint<object>({
  code: 'SPL2414',
  severity: 'warning',
  doc: 'join reads at most 50 000 rows of its subsearch within 60 seconds, and joins each row with the first match only (max=1). Rows that do not fit look like rows without a match.',
  source: 'Search Reference, join',
  bad: 'index=main | join user [search index=hr]',
  good: '(index=main) OR (index=hr) | stats values(department) as department count by user',
  message: () => 'join reads at most 50000 rows of this subsearch, and nothing in it makes its rows few',
  hint: () => 'use stats by the shared field over both searches, or aggregate inside the subsearch',
  check: function* (search) {
    for (const { command, subsearches } of commandsNamed(search, 'join', 'selfjoin'))
      for (const sub of subsearches)
        if (sub.stages.length > 0 && !isBounded(sub)) yield { span: command.nameSpan, values: {} };
  },
});

const crossProduct = defineLint<{ readonly first: string; readonly second: string }>({
  code: 'SPL2427',
  severity: 'warning',
  doc: 'Expanding one multivalue field after another gives every combination of their values, so values that belong together are also paired with those that do not.',
  source: 'Search Reference, mvexpand',
  bad: 'index=main | mvexpand name | mvexpand value | table name value',
  good: 'index=main | eval pair=mvzip(name, value, "=") | mvexpand pair | table pair',
  message: ({ first, second }) =>
    `every ${first} is paired with every ${second}: the fields are expanded one after the other`,
  hint: ({ first, second }) =>
    `join them first, as in | eval pair=mvzip(${first}, ${second}) | mvexpand pair`,
  check: function* (search) {
    for (const at of commandsNamed(search, 'mvexpand')) {
      const [field] = namesIn(at.command.args);
      const next = commandsAfter(at)[0];
      const other = next?.name === 'mvexpand' ? namesIn(next.args)[0] : undefined;
      if (next && field && other && field.name !== other.name)
        yield { span: next.span, values: { first: field.name, second: other.name } };
    }
  },
});

const expandMemory = defineLint<{ readonly field: string }>({
  code: 'SPL2428',
  severity: 'info',
  doc: 'mvexpand copies the whole event for each value and stops at its memory limit, which drops the rest with a note only in the job. Fewer fields make it reach further.',
  source: 'Search Reference, mvexpand',
  bad: 'index=main | mvexpand recipients | stats count by recipients',
  good: 'index=main | fields recipients | mvexpand recipients | stats count by recipients',
  message: ({ field }) => `mvexpand copies whole events for each ${field} and stops at its memory limit`,
  hint: ({ field }) =>
    `put | fields or | table with the needed fields before it, or use stats by ${field}, which needs no mvexpand`,
  check: function* (search) {
    for (const at of commandsNamed(search, 'mvexpand')) {
      const [field] = namesIn(at.command.args);
      const isFirst = !commandsBefore(at).some(({ name }) => name === 'mvexpand');
      if (field && isFirst && at.before.open && at.before.certain && !at.before.aggregated)
        yield { span: at.command.nameSpan, values: { field: field.name } };
    }
  },
});

const leadingWildcard = defineLint<{ readonly term: string }>({
  code: 'SPL2429',
  severity: 'info',
  doc: 'The index finds words by their beginning. A word with a wildcard in front cannot be looked up, so every event of the time range is read.',
  source: 'Search Manual, Wildcards',
  bad: 'index=main *sniper',
  good: 'index=main mailsniper',
  message: ({ term }) => `${term} begins with a wildcard, so every event is read to find it`,
  hint: () => 'begin with fixed characters, or name the field that holds it',
  check: function* (search) {
    for (const { node, at } of searchParts(search))
      if (
        node.kind === 'search-term' &&
        node.match === 'keyword' &&
        /^\*+[^*]/.test(node.text) &&
        at.before.open
      )
        yield { span: node.span, values: { term: node.text } };
  },
});

const pathLimit = defineLint<object>({
  code: 'SPL2436',
  severity: 'info',
  doc: 'spath without a path reads only the first 5000 characters of the text; fields behind them are not found.',
  source: 'Search Reference, spath',
  bad: 'index=main | spath | table user.name',
  good: 'index=main | spath path=user.name | table user.name',
  message: () => 'spath without a path reads the first 5000 characters of each event only',
  hint: () => 'name what is needed, as in spath path=user.name',
  check: function* (search) {
    for (const { command } of commandsNamed(search, 'spath'))
      if (
        !command.args.some(
          (arg) => arg.kind === 'value-arg' || (arg.kind === 'option' && arg.name === 'path'),
        )
      )
        yield { span: command.nameSpan, values: {} };
  },
});

const seriesLimit = defineLint<{ readonly command: string; readonly field: string }>({
  code: 'SPL2437',
  severity: 'info',
  doc: 'chart and timechart show ten columns for the values of the split field and add the others up as OTHER.',
  source: 'Search Reference, chart; timechart',
  bad: 'index=main | timechart span=1h count by user',
  good: 'index=main | timechart span=1h limit=0 count by user',
  message: ({ command, field }) =>
    `${command} keeps ten values of ${field}; the others become one column OTHER`,
  hint: () => 'write limit=0 for all, or limit=10 to say that this is meant',
  check: function* (search) {
    for (const { command } of commandsNamed(search, 'chart', 'timechart')) {
      const split = byFields(command).at(command.name === 'timechart' ? 0 : 1);
      const has = (name: string): boolean => optionValue(command, name) !== undefined;
      if (split && !has('limit') && !has('useother'))
        yield { span: split.span, values: { command: command.name, field: split.name } };
    }
  },
});

const mapLimit = defineLint<object>({
  code: 'SPL2438',
  severity: 'warning',
  doc: 'map runs its search for the first ten rows and leaves the others out.',
  source: 'Search Reference, map',
  bad: 'index=main | stats count by user | map search="search index=hr user=$user$"',
  good: 'index=main | stats count by user | map maxsearches=100 search="search index=hr user=$user$"',
  message: () => 'map runs for the first 10 rows only',
  hint: () => 'set maxsearches=, or use a lookup or stats over both searches',
  check: function* (search) {
    for (const at of commandsNamed(search, 'map')) {
      const head = commandsBefore(at).at(-1)?.name === 'head';
      if (optionValue(at.command, 'maxsearches') === undefined && !head)
        yield { span: at.command.nameSpan, values: {} };
    }
  },
});

const openTransaction = defineLint<object>({
  code: 'SPL2439',
  severity: 'info',
  doc: 'transaction without a bound keeps every event of a group in memory and drops groups at its limits.',
  source: 'Search Reference, transaction',
  bad: 'index=main | transaction user',
  good: 'index=main | transaction user maxspan=1h maxpause=10m',
  message: () => 'nothing bounds the transaction: groups are evicted when its memory is full',
  hint: () => 'add maxspan= or maxpause=, or use stats by the field',
  check: function* (search) {
    for (const { command } of commandsNamed(search, 'transaction'))
      if (
        !['maxspan', 'maxpause', 'maxevents', 'startswith', 'endswith'].some(
          (name) => optionValue(command, name) !== undefined,
        )
      )
        yield { span: command.nameSpan, values: {} };
  },
});

export const limitLints: readonly Lint[] = [
  sortLimit,
  subsearchLimit,
  joinLimit,
  crossProduct,
  expandMemory,
  leadingWildcard,
  pathLimit,
  seriesLimit,
  mapLimit,
  openTransaction,
];
