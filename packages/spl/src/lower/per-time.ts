import type { AggregateArg } from '../ast/ast.ts';
import { call, numberLiteral } from '../plan/expr.ts';
import type { TimeSpan } from '../time/span.ts';
import type { Chart } from './chart.ts';
import type { LowerContext } from './context.ts';
import { toNumber } from './eval/coerce.ts';
import { assignField, fieldValue } from './relation.ts';
import { binSeconds } from './time-bins.ts';

const rates: Readonly<Record<string, number>> = {
  per_second: 1,
  per_minute: 60,
  per_hour: 3600,
  per_day: 86_400,
};

/**
 * `per_hour(x)` and its like: the sum of a bin, for an hour of it. They are summed first, and the cells are scaled when
 * the table stands. Source: Search Reference, Time functions.
 */
export function perTime(
  aggregates: readonly AggregateArg[],
  span: TimeSpan,
): {
  readonly args: readonly AggregateArg[];
  readonly scale: (chart: Chart, context: LowerContext) => Chart;
} {
  const seconds = aggregates.map(({ fn }) => (Object.hasOwn(rates, fn) ? rates[fn] : undefined));
  const args = aggregates.map((arg, i) => (seconds[i] === undefined ? arg : { ...arg, fn: 'sum' }));
  const scale = (chart: Chart, context: LowerContext): Chart => {
    const time = toNumber(fieldValue(chart.relation, '_time', context));
    const relation = chart.columns.reduce((rows, { name, aggregate }) => {
      const unit = seconds[aggregate];
      if (unit === undefined) return rows;
      const parts = call('number.divide', 'number', binSeconds(time, span), numberLiteral(unit));
      const sum = toNumber(fieldValue(rows, name, context));
      return assignField(rows, name, call('number.divide', 'number', sum, parts), context);
    }, chart.relation);
    return { ...chart, relation };
  };
  return { args, scale };
}
