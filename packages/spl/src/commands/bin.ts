import type { Command } from '../ast/ast.ts';
import { fieldNames, optionOf, optionText } from '../lower/args.ts';
import { refuse } from '../lower/context.ts';
import { toNumber, toText } from '../lower/eval/coerce.ts';
import { assignField } from '../lower/relation.ts';
import { fieldValue } from '../lower/scope-access.ts';
import { call, nullLiteral, numberLiteral, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import { parseSpan, type TimeSpan } from '../time/span.ts';
import { unitSeconds } from '../time/time-units.ts';
import { defineCommand } from './define.ts';

export const bin = defineCommand({
  name: 'bin',
  aliases: ['bucket', 'discretize'],
  doc: 'Puts values into bins. A time is floored to the span (seconds, minutes and hours align to the epoch, days and longer to midnight UTC); a number becomes the label lo-hi of its bin. Other values stay as they are.',
  syntax: 'bin span=<span> <field> [AS <name>]',
  source: 'Search Reference, bin',
  lower: (input, command, context) => {
    const target = binTarget(command);
    if (!target) {
      refuse(context, 'SPL1031', command.span, 'bin needs a field', 'write: bin span=1h _time');
      return input;
    }
    const span = parseSpan(optionText(command, 'span') ?? '');
    if (!span) {
      const option = optionOf(command, 'span');
      const message = option
        ? `"${option.value.text}" is no span`
        : 'bin without a span is not supported yet';
      refuse(
        context,
        option ? 'SPL1030' : 'SPL3003',
        option?.span ?? command.span,
        message,
        'write a span such as span=1h, span=10m or span=100',
      );
      return input;
    }
    const result = binned(fieldValue(input, target.from, context), span, target.from);
    if (result === null) {
      refuse(
        context,
        'SPL3003',
        command.span,
        'bins of several months, quarters or years are not supported yet',
        'use span=1mon',
      );
      return input;
    }
    return assignField(input, target.to, result, context);
  },
});

function binTarget(command: Command): { readonly from: string; readonly to: string } | null {
  for (const arg of command.args) {
    if (arg.kind === 'rename') return { from: arg.from.name, to: arg.to.name };
  }
  const name = fieldNames(command.args)[0]?.name;
  return name === undefined ? null : { from: name, to: name };
}

function binned(value: PlanExpr, span: TimeSpan, name: string): PlanExpr | null {
  if (value.type === 'null' || value.type === 'multivalue') return value;
  const number = toNumber(value);
  if (span.unit !== null || name === '_time') {
    const floored = floorTime(number, span);
    return floored && keepOthers(value, number, floored);
  }
  const low = floorTo(number, span.count, 0);
  const high = call('number.add', 'number', low, numberLiteral(span.count));
  const label = call(
    'text.concat',
    'dynamic',
    call('text.concat', 'dynamic', toText(low), stringLiteral('-')),
    toText(high),
  );
  return keepOthers(value, number, label);
}

/** Values that are no numbers are left as they are. */
function keepOthers(value: PlanExpr, number: PlanExpr, result: PlanExpr): PlanExpr {
  if (value.type === 'number' && result.type === 'number') return result;
  const text = result.type === 'number' ? toText(result) : result;
  const branch = { when: call('isNotNull', 'boolean', number), then: text };
  return {
    op: 'case',
    branches: [branch],
    otherwise: value.type === 'number' ? nullLiteral : value,
    type: 'dynamic',
  };
}

function floorTo(number: PlanExpr, width: number, offset: number): PlanExpr {
  const shifted = offset === 0 ? number : call('number.subtract', 'number', number, numberLiteral(offset));
  const bins = call('number.floor', 'number', call('number.divide', 'number', shifted, numberLiteral(width)));
  const floored = call('number.multiply', 'number', bins, numberLiteral(width));
  return offset === 0 ? floored : call('number.add', 'number', floored, numberLiteral(offset));
}

/** Seconds from the epoch to the first Sunday, where weeks begin. */
const firstSunday = 3 * 86_400;

/** Null for several months, quarters or years together, which have no common length to count in. */
function floorTime(number: PlanExpr, { unit, count }: TimeSpan): PlanExpr | null {
  const seconds = unit === null ? 1 : unitSeconds[unit];
  if (seconds !== undefined) return floorTo(number, count * seconds, unit === 'week' ? firstSunday : 0);
  if (unit === null || count !== 1) return null;
  return call('time.truncate', 'number', number, stringLiteral(unit), numberLiteral(0));
}
