import type { Expr } from '../../ast/ast.ts';
import { argumentsAfter, comparisonsOf, expressionNodes } from '../../ast/visit.ts';
import { hasDefault, isNull, missingReason } from '../../fields/expression-fact.ts';
import { aggregatesIn, byFields } from '../../fields/transfer.ts';
import { defineLint, type Lint } from '../define-lint.ts';
import {
  commandsAfter,
  commandsNamed,
  evalNodes,
  type LintedCommand,
  type LintedSearch,
  remembered,
} from '../linted-search.ts';

const grouping = ['stats', 'chart', 'timechart', 'top', 'rare'] as const;

const byMissing = defineLint<{ readonly field: string; readonly why: string; readonly command: string }>({
  code: 'SPL2411',
  severity: 'info',
  doc: 'A row that lacks a field of by belongs to no group and vanishes from the result.',
  source: 'docs/deviations.md; Search Reference, stats',
  bad: 'index=main | eval kind=case(status<400, "ok", status<600, "failed") | stats count by kind',
  good: 'index=main | eval kind=case(status<400, "ok", status<600, "failed", true(), "other") | stats count by kind',
  message: ({ field, why, command }) => `rows without ${field} vanish from ${command}, because ${why}`,
  hint: ({ field }) =>
    `put | fillnull value="none" ${field} before it, or filter for ${field}=* to say that this is meant`,
  check: function* (search) {
    for (const { command, before } of commandsNamed(search, ...grouping))
      for (const { name, span } of byFields(command)) {
        const why = before.fields.get(name)?.missing;
        if (why !== undefined) yield { span, values: { field: name, why, command: command.name } };
      }
  },
});

const countForDistinct = defineLint<{ readonly call: string; readonly field: string; readonly why: string }>({
  code: 'SPL2415',
  severity: 'warning',
  doc: 'count(x) is the number of rows that have x, not of its different values; those are dc(x).',
  source: 'Search Reference, Aggregate functions',
  bad: 'index=main | stats count(user) as unique_users by host',
  good: 'index=main | stats dc(user) as unique_users by host',
  message: ({ call, field, why }) => `${call} counts rows that have ${field}${why}`,
  hint: ({ field }) => `write dc(${field}) for the number of different values, or count for rows`,
  check: function* (search) {
    for (const { command } of search.commands) {
      const groups = new Set(byFields(command).map(({ name }) => name));
      for (const { fn, arg, as, span } of aggregatesIn(command)) {
        if (!['count', 'c'].includes(fn) || arg?.kind !== 'field-name') continue;
        const saysDistinct = /(^|_)(unique|uniq|distinct|dc)|(Unique|Distinct)/.test(as?.name ?? '');
        if (saysDistinct)
          yield {
            span,
            values: {
              call: `${fn}(${arg.name})`,
              field: arg.name,
              why: `, and "${as?.name}" says different values`,
            },
          };
        else if (groups.has(arg.name))
          yield {
            span,
            values: {
              call: `${fn}(${arg.name})`,
              field: arg.name,
              why: ', which is every row of a group by it',
            },
          };
      }
    }
  },
});

/** True for an expression that gives a value for every row, whatever its condition says. */
function alwaysValue(expr: Expr): boolean {
  if (expr.kind !== 'call') return expr.kind === 'number' || expr.kind === 'string';
  if (expr.name === 'if')
    return expr.args.length === 3 && expr.args.slice(1).every((arg) => !isNull(arg) && alwaysValue(arg));
  return (
    expr.name === 'case' && hasDefault(expr) && expr.args.every((arg, i) => i % 2 === 0 || alwaysValue(arg))
  );
}

const countOfValue = defineLint<{ readonly call: string }>({
  code: 'SPL2416',
  severity: 'warning',
  doc: 'count(eval(...)) counts the rows for which a condition is true, or for which a value is there. if(x, 1, 0) is a value for every row.',
  source: 'Search Reference, Aggregate functions',
  bad: 'index=main | stats count(eval(if(status>=400, 1, 0))) as failures',
  good: 'index=main | stats count(eval(status>=400)) as failures',
  message: ({ call }) => `${call} counts every row: its expression always has a value`,
  hint: () => 'write the condition alone, as in count(eval(status>=400)), or sum(eval(if(...)))',
  check: function* (search) {
    for (const { command } of search.commands)
      for (const { fn, arg, span } of aggregatesIn(command))
        if (['count', 'c'].includes(fn) && arg?.kind === 'eval-arg' && alwaysValue(arg.expr))
          yield { span, values: { call: 'count(eval(...))' } };
  },
});

const noDefault = defineLint<{ readonly target: string; readonly use: string }>({
  code: 'SPL2417',
  severity: 'info',
  doc: 'case() gives nothing for a row that none of its conditions fits, and the field is then missing.',
  source: 'Comparison and Conditional functions, case',
  bad: 'index=main | eval level=case(score>80, "high", score>40, "medium") | table user level',
  good: 'index=main | eval level=case(score>80, "high", score>40, "medium", true(), "low") | table user level',
  message: ({ target }) => `${target} is missing in rows that no condition of this case() fits`,
  hint: () => 'end it with true(), <value>',
  check: function* (search) {
    for (const { expr, arg } of evalNodes(search)) {
      if (expr.kind !== 'call' || expr.name !== 'case' || arg.kind !== 'assignment' || arg.expr !== expr)
        continue;
      if (!hasDefault(expr)) yield { span: expr.span, values: { target: arg.target.name, use: '' } };
    }
  },
});

const arithmeticOfMissing = defineLint<{ readonly field: string; readonly why: string }>({
  code: 'SPL2418',
  severity: 'warning',
  doc: 'Arithmetic with a missing value gives a missing value: one absent part makes a whole score vanish.',
  source: 'Search Reference, eval',
  bad: 'index=main | eval a=case(status>=500, 1), b=if(bytes>1000, 1, 0), score=a+b | where score>0',
  good: 'index=main | eval a=case(status>=500, 1, true(), 0), b=if(bytes>1000, 1, 0), score=a+b | where score>0',
  message: ({ field, why }) => `the result is missing wherever ${field} is, because ${why}`,
  hint: ({ field }) => `give ${field} a default, or write coalesce(${field}, 0)`,
  check: function* (search) {
    for (const { at } of evalAssignments(search)) {
      let state = at.before;
      for (const arg of at.command.args) {
        if (arg.kind !== 'assignment') continue;
        for (const node of expressionNodes(arg.expr)) {
          if (node.kind !== 'binary' || !['+', '-', '*', '/'].includes(node.op)) continue;
          for (const side of [node.left, node.right]) {
            const fact = side.kind === 'field' ? state.fields.get(side.name) : undefined;
            if (side.kind === 'field' && fact?.missing !== undefined && fact.madeBy === 'eval')
              yield { span: side.span, values: { field: side.name, why: fact.missing } };
          }
        }
        const missing = missingReason(arg.expr, state);
        state = {
          ...state,
          fields: new Map(state.fields).set(arg.target.name, {
            madeBy: 'eval',
            span: arg.span,
            ...(missing === undefined ? {} : { missing }),
          }),
        };
      }
    }
  },
});

function evalAssignments(search: Parameters<typeof evalNodes>[0]): readonly { readonly at: LintedCommand }[] {
  return commandsNamed(search, 'eval').map((at) => ({ at }));
}

const listLimit = defineLint<{ readonly field: string }>({
  code: 'SPL2425',
  severity: 'info',
  doc: 'list() keeps the first 100 values of a group and drops the rest without a word.',
  source: 'Search Reference, Multivalue stats and chart functions',
  bad: 'index=main | stats list(user) as users by host',
  good: 'index=main | stats values(user) as users by host',
  message: ({ field }) => `list(${field}) keeps the first 100 values only`,
  hint: ({ field }) => `write values(${field}) for the different values, which has no limit`,
  check: function* (search) {
    for (const { command } of search.commands)
      for (const { fn, arg, span } of aggregatesIn(command))
        if (fn === 'list' && arg?.kind === 'field-name') yield { span, values: { field: arg.name } };
  },
});

const dedupFirst = defineLint<{ readonly fields: string; readonly call: string }>({
  code: 'SPL2426',
  severity: 'warning',
  doc: 'dedup keeps one event of each combination. Whatever is counted or added up after it counts combinations, not events.',
  source: 'Search Reference, dedup',
  bad: 'index=main | dedup user | stats count by host',
  good: 'index=main | stats dc(user) as users count by host',
  message: ({ fields, call }) =>
    `${call} sees one event for each ${fields} only, because of the dedup before it`,
  hint: ({ fields }) => `leave dedup out, or write dc(${fields.split(', ')[0]}) to count the combinations`,
  check: function* (search) {
    for (const at of commandsNamed(search, 'dedup')) {
      const fields = argumentsAfter(at.command, '').flatMap((arg) =>
        arg.kind === 'field-arg' ? [arg.field.name] : [],
      );
      // Removing repeated records by their identity is what dedup is for.
      const isIdentity = fields.some((name) => /^(_raw|_cd|id|.*(_|\.)?(uu)?id|.*Id|.*ID)$/.test(name));
      if (!at.before.open || isIdentity || fields.length !== 1) continue;
      const next = commandsAfter(at).find(({ name }) => ['stats', 'chart', 'timechart'].includes(name));
      const counted =
        next && aggregatesIn(next).find(({ fn }) => ['count', 'c', 'sum', 'avg', 'mean'].includes(fn));
      if (counted) yield { span: at.command.span, values: { fields: fields.join(', '), call: counted.text } };
    }
  },
});

const windowAndBy = defineLint<object>({
  code: 'SPL2434',
  severity: 'warning',
  doc: 'With window and by, streamstats uses one window over all rows unless global=f gives each group its own.',
  source: 'Search Reference, streamstats',
  bad: 'index=main | sort 0 _time | streamstats window=5 avg(bytes) as mean by user',
  good: 'index=main | sort 0 _time | streamstats window=5 global=f avg(bytes) as mean by user',
  message: () => 'the window is shared by all groups: rows of other groups push those of this one out',
  hint: () => 'add global=f for a window of its own for each group',
  check: function* (search) {
    for (const { command } of commandsNamed(search, 'streamstats')) {
      const options = command.args.flatMap((arg) => (arg.kind === 'option' ? [arg] : []));
      const window = options.find(({ name }) => name === 'window');
      if (
        window &&
        window.value.text !== '0' &&
        byFields(command).length > 0 &&
        !options.some(({ name }) => name === 'global')
      )
        yield { span: window.span, values: {} };
    }
  },
});

const threshold = defineLint<{ readonly fields: string }>({
  code: 'SPL2442',
  severity: 'info',
  doc: 'Without a time in by, stats counts over the whole search range. A threshold then means more the longer the range is, and slow and quick activity look the same.',
  source: 'Search Reference, stats; bin',
  bad: 'index=main action=failure | stats count by user | where count > 10',
  good: 'index=main action=failure | bin _time span=1h | stats count by user, _time | where count > 10',
  message: ({ fields }) =>
    `${fields} is compared with a fixed number, but counts over the whole time range of the search`,
  hint: () => 'put | bin _time span=1h before stats and _time into by, or fix the range with earliest=',
  check: function* (search) {
    for (const at of commandsNamed(search, 'stats')) {
      if (at.pipeline.within !== undefined || byFields(at.command).length === 0 || hasTime(at)) continue;
      const counts = aggregatesIn(at.command)
        .filter(({ fn }) => ['count', 'c', 'dc', 'distinct_count', 'sum'].includes(fn))
        .map(({ as, text }) => as?.name ?? text);
      for (const expr of laterComparisons(search, at)) {
        if (expr.kind !== 'binary' || expr.left.kind !== 'field' || !counts.includes(expr.left.name))
          continue;
        if (['>', '>='].includes(expr.op) && expr.right.kind === 'number' && expr.right.value > 1)
          yield { span: expr.span, values: { fields: expr.left.name } };
      }
    }
  },
});

const binning: ReadonlySet<string> = new Set(['bin', 'bucket', 'timechart', 'transaction', 'streamstats']);

/** True when something before, or a group, says over what time is counted. */
function hasTime({ command, pipeline, index }: LintedCommand): boolean {
  if (byFields(command).some(({ name }) => /time|date|hour|day|bucket/i.test(name))) return true;
  for (let i = 0; i < index; i += 1) {
    const stage = pipeline.stages[i]?.stage;
    if (stage?.kind !== 'command') continue;
    if (binning.has(stage.name) || comparisonsOf(stage).some(({ field }) => field.name === 'earliest'))
      return true;
  }
  return false;
}

/** The eval expressions on the rows of a statistic: up to the next one. */
export function laterComparisons(search: LintedSearch, { pipeline, index }: LintedCommand): readonly Expr[] {
  const next = pipeline.stages.findIndex(
    ({ stage }, at) =>
      at > index && stage.kind === 'command' && ['stats', 'chart', 'timechart'].includes(stage.name),
  );
  const byStage = nodesByStage(search).get(pipeline) ?? [];
  return byStage.slice(index + 1, next < 0 ? undefined : next).flat();
}

/** The parts of the eval expressions of each stage of each pipeline. */
const nodesByStage = remembered((search) => {
  const found = new Map<LintedCommand['pipeline'], Expr[][]>();
  for (const { expr, at } of evalNodes(search)) {
    const stages = found.get(at.pipeline) ?? at.pipeline.stages.map((): Expr[] => []);
    found.set(at.pipeline, stages);
    stages[at.index]?.push(expr);
  }
  return found;
});

export const aggregationLints: readonly Lint[] = [
  byMissing,
  countForDistinct,
  countOfValue,
  noDefault,
  arithmeticOfMissing,
  listLimit,
  dedupFirst,
  windowAndBy,
  threshold,
];
