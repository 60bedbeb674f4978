import type { AggregateArg, Arg, OptionArg, SortKeyArg } from '../ast/ast.ts';
import { argumentPlace } from '../parser/parse-value.ts';
import { type PrintSubsearch, printExpression } from './print-expression.ts';
import { printSearch } from './print-search.ts';
import { printFieldName, printMacro, printValue } from './print-value.ts';

export function printArgument(arg: Arg, subsearch: PrintSubsearch): string {
  switch (arg.kind) {
    case 'search-arg':
      return printSearch(arg.expr, subsearch);
    case 'assignment':
      return `${printFieldName(arg.target)}=${printExpression(arg.expr, subsearch)}`;
    case 'expr-arg':
      return printExpression(arg.expr, subsearch);
    case 'aggregate':
      return printAggregate(arg);
    case 'field-arg':
      return printFieldName(arg.field);
    case 'rename':
      return `${printFieldName(arg.from)} AS ${printFieldName(arg.to)}`;
    case 'sort-key':
      return printSortKey(arg);
    case 'option':
      return `${arg.written ?? arg.name}=${printOptionValue(arg, subsearch)}`;
    case 'keyword':
      return arg.word;
    case 'value-arg':
      return printValue(arg.value, argumentPlace);
    case 'subsearch':
      return subsearch(arg);
    case 'macro':
      return printMacro(arg);
  }
}

/** An `eval` argument is taken from `text`, because its wording is the default name of the column. */
function printAggregate({ arg, text, as }: AggregateArg): string {
  const called =
    arg?.kind === 'field-name' ? `${text.slice(0, text.indexOf('('))}(${printArgumentName(arg)})` : text;
  return as ? `${called} AS ${printFieldName(as)}` : called;
}

/** Inside parentheses a bare name may hold anything that balances: `sparkline(count, 1h)`. */
function printArgumentName(name: Parameters<typeof printFieldName>[0]): string {
  return name.quote === 'none' ? name.name : printFieldName(name);
}

function printSortKey({ sign, spaced, cast, field }: SortKeyArg): string {
  const name = printFieldName(field);
  return `${sign}${spaced ? ' ' : ''}${cast === '' ? name : `${cast}(${name})`}`;
}

function printOptionValue({ value, expr, search }: OptionArg, subsearch: PrintSubsearch): string {
  if (search) return `${value.text}(${printSearch(search, subsearch)})`;
  if (expr) return `${value.text}(${printExpression(expr, subsearch)})`;
  if (value.embedded?.kind === 'subsearch') return subsearch(value.embedded);
  return value.text === ',' && !value.quoted ? ',' : printValue(value, argumentPlace);
}
