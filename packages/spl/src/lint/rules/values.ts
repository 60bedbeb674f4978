import type { Expr } from '../../ast/ast.ts';
import type { FieldState } from '../../fields/field-state.ts';
import { aggregatesIn } from '../../fields/transfer.ts';
import { childrenOf } from '../../lower/eval/children.ts';
import { defineLint, type Lint } from '../define-lint.ts';
import { commandsNamed, evalNodes, searchParts } from '../linted-search.ts';

const orderings: ReadonlySet<string> = new Set(['<', '<=', '>', '>=']);

const textNumber = defineLint<{ readonly value: string; readonly unquoted: string }>({
  code: 'SPL2419',
  severity: 'warning',
  doc: 'A number in double quotes is a text for eval and where. Compared as text, "10" comes before "9".',
  source: 'Search Reference, where',
  bad: 'index=main | where bytes > "9000"',
  good: 'index=main | where bytes > 9000',
  message: ({ value }) => `"${value}" is a text: the comparison may go by letters, not by size`,
  hint: ({ unquoted }) => unquoted,
  check: function* (search) {
    for (const { expr } of evalNodes(search)) {
      if (expr.kind !== 'binary' || !orderings.has(expr.op)) continue;
      for (const side of [expr.left, expr.right]) {
        const number = side.kind === 'string' ? numberIn(side.value) : undefined;
        if (side.kind === 'string' && number !== undefined)
          yield { span: side.span, values: { value: side.value, unquoted: number } };
      }
    }
    for (const { node } of searchParts(search))
      if (
        node.kind === 'search-comparison' &&
        orderings.has(node.op) &&
        /^\d[\d.]*\s*[a-z%,][\w,]*$/i.test(node.value.text)
      )
        yield {
          span: node.value.span,
          values: { value: node.value.text, unquoted: 'compare with a plain number' },
        };
  },
});

function numberIn(text: string): string | undefined {
  if (/^-?\d+(\.\d+)?$/.test(text)) return `write ${text} without quotes`;
  return /^\d[\d.,]*\s*([kmgt]?b|%|ms|s|min|h)$/i.test(text) ? 'compare with a plain number' : undefined;
}

const times: ReadonlySet<string> = new Set(['now', 'time', 'relative_time', 'strptime']);

function isNumber(expr: Expr, state: FieldState): boolean {
  if (expr.kind === 'number') return true;
  if (expr.kind === 'call') return times.has(expr.name);
  if (expr.kind === 'field') return expr.name === '_time' || state.fields.get(expr.name)?.form === 'number';
  return (
    expr.kind === 'binary' &&
    ['-', '+', '*', '/'].includes(expr.op) &&
    childrenOf(expr).some((part) => isNumber(part, state))
  );
}

const clockAsNumber = defineLint<{ readonly field: string; readonly by: string }>({
  code: 'SPL2420',
  severity: 'warning',
  doc: 'A time that strftime() or convert made readable is text. It neither adds up nor compares with an epoch time.',
  source: 'Date and Time functions; Search Reference, convert',
  bad: 'index=main | stats min(_time) as first by user | convert ctime(first) | where first > relative_time(now(), "-1d")',
  good: 'index=main | stats min(_time) as first by user | where first > relative_time(now(), "-1d") | convert ctime(first)',
  message: ({ field, by }) => `${field} is text since ${by} formatted it, and is used as a number here`,
  hint: () => 'compare and calculate before formatting, and format last',
  check: function* (search) {
    for (const { expr, at } of evalNodes(search)) {
      if (expr.kind !== 'binary' || !(orderings.has(expr.op) || ['-', '*', '/'].includes(expr.op))) continue;
      for (const [side, other] of [
        [expr.left, expr.right],
        [expr.right, expr.left],
      ] as const) {
        const fact = side.kind === 'field' ? at.before.fields.get(side.name) : undefined;
        if (
          side.kind === 'field' &&
          fact?.form === 'clock' &&
          (expr.op === '-' || isNumber(other, at.before))
        )
          yield { span: side.span, values: { field: side.name, by: fact.madeBy } };
      }
    }
    for (const { command, before } of search.commands)
      for (const { fn, arg, span } of aggregatesIn(command)) {
        const fact = arg?.kind === 'field-name' ? before.fields.get(arg.name) : undefined;
        if (
          arg?.kind === 'field-name' &&
          fact?.form === 'clock' &&
          ['sum', 'avg', 'mean', 'range', 'stdev'].includes(fn)
        )
          yield { span, values: { field: arg.name, by: fact.madeBy } };
      }
  },
});

const textSort = defineLint<{ readonly field: string; readonly what: string }>({
  code: 'SPL2443',
  severity: 'warning',
  doc: 'Text sorts and compares letter by letter: 9 comes after 10, and 31/12/2025 after 01/01/2026. A number with separators is text.',
  source: 'Search Reference, sort; Conversion functions, tostring',
  bad: 'index=main | stats sum(bytes) as bytes by user | eval bytes=tostring(bytes, "commas") | sort - bytes',
  good: 'index=main | stats sum(bytes) as bytes by user | sort - bytes | eval bytes=tostring(bytes, "commas")',
  message: ({ field, what }) => `${field} sorts as text, because ${what}`,
  hint: () => 'sort first and format after it',
  check: function* (search) {
    for (const { command, pipeline, index } of commandsNamed(search, 'sort')) {
      const keys = command.args.flatMap((arg) =>
        arg.kind === 'sort-key' && arg.cast === '' ? [arg.field] : [],
      );
      for (const key of keys) {
        const what = formattedBy(pipeline.stages.slice(0, index), key.name);
        if (what !== undefined) yield { span: key.span, values: { field: key.name, what } };
      }
    }
  },
});

/** How the last assignment before turned a number or a time into a text that does not sort like it. */
function formattedBy(
  stages: readonly { readonly stage: { readonly kind: string } }[],
  name: string,
): string | undefined {
  for (const { stage } of [...stages].reverse()) {
    if (!isCommand(stage)) return undefined;
    for (const arg of [...stage.args].reverse()) {
      if (arg.kind !== 'assignment' || arg.target.name !== name) continue;
      return formatOf(arg.expr);
    }
  }
  return undefined;
}

type CommandStage = Extract<Parameters<typeof aggregatesIn>[0], { kind: 'command' }>;

function isCommand(stage: { readonly kind: string }): stage is CommandStage {
  return stage.kind === 'command';
}

function formatOf(expr: Expr): string | undefined {
  if (expr.kind !== 'call') return undefined;
  const format = expr.args[1];
  if (format?.kind !== 'string') return undefined;
  if (expr.name === 'tostring' && ['commas', 'hex'].includes(format.value))
    return `tostring() formatted it as "${format.value}"`;
  // Year first sorts like the time.
  const first = /%([A-Za-z+])/.exec(format.value)?.[1];
  return expr.name === 'strftime' &&
    first !== undefined &&
    /[dmebBaAyjIcDx]/.test(first) &&
    /%\w.*%\w/.test(format.value)
    ? 'strftime() does not put the year first'
    : undefined;
}

const zeroStart = defineLint<{ readonly call: string }>({
  code: 'SPL2435',
  severity: 'warning',
  doc: 'substr() counts characters from 1. What 0 gives is not documented.',
  source: 'Text functions, substr',
  bad: 'index=main | eval head=substr(user, 0, 3) | table head',
  good: 'index=main | eval head=substr(user, 1, 3) | table head',
  message: ({ call }) => `${call} counts from 1; a start of 0 is not documented`,
  hint: () => 'write 1 for the first character',
  check: function* (search) {
    for (const { expr } of evalNodes(search)) {
      const start = expr.kind === 'call' && expr.name === 'substr' ? expr.args[1] : undefined;
      if (start?.kind === 'number' && start.value === 0)
        yield { span: start.span, values: { call: 'substr()' } };
    }
  },
});

const fieldAsValue = defineLint<{ readonly left: string; readonly op: string; readonly right: string }>({
  code: 'SPL2432',
  severity: 'warning',
  doc: 'The right side of a comparison in a search is always a literal value, never another field.',
  source: 'Search Reference, search',
  bad: 'index=main | stats min(bytes) as least max(bytes) as most by user | search least=most',
  good: 'index=main | stats min(bytes) as least max(bytes) as most by user | where least=most',
  message: ({ left, right }) =>
    `a search compares ${left} with the word "${right}", not with the field ${right}`,
  hint: ({ left, op, right }) => `write | where ${left}${op}${right}`,
  check: function* (search) {
    for (const { node, at } of searchParts(search)) {
      if (node.kind !== 'search-comparison' || node.value.quoted || at.command.name !== 'search') continue;
      const { text } = node.value;
      if (
        at.before.certain &&
        !at.before.open &&
        at.before.fields.has(text) &&
        at.before.fields.has(node.field.name)
      )
        yield { span: node.span, values: { left: node.field.name, op: node.op, right: text } };
    }
  },
});

export const valueLints: readonly Lint[] = [textNumber, clockAsNumber, textSort, zeroStart, fieldAsValue];
