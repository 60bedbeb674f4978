import type { Command } from '../ast/ast.ts';
import { optionOf } from '../lower/args.ts';
import { type LowerContext, refuse } from '../lower/context.ts';
import { closedScope } from '../lower/relation.ts';
import { numberLiteral, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import type { Plan } from '../plan/plan.ts';
import { absoluteTime } from '../time/absolute-time.ts';
import { parseSpan } from '../time/span.ts';
import { unitSeconds } from '../time/time-units.ts';
import { defineCommand } from './define.ts';

const daySeconds = 86_400;

/** More rows than this are taken for a mistake: they stand in the plan. */
const mostRows = 10_000;

export const gentimes = defineCommand({
  name: 'gentimes',
  doc: 'Makes rows of time ranges, a day each unless an increment is given, from a start to an end, which is now unless it is given: as epoch seconds in starttime and endtime, and as text. A number is so many days from today, at midnight.',
  syntax: 'gentimes start=<date or days> [end=<date or days>] [increment=<span>]',
  source: 'Search Reference, gentimes',
  generating: true,
  options: ['start', 'end', 'increment'],
  lower: (_input, command, context) => {
    const start = pointOf(command, 'start', undefined, context);
    const end = pointOf(command, 'end', context.options.now, context);
    const step = incrementOf(command, context);
    const count = Math.max(0, Math.ceil((end - start) / step));
    if (count > mostRows)
      refuse(context, 'SPL1032', command.span, { text: `${count} ranges`, least: 0, most: mostRows });
    const ids = names.map(() => context.freshId());
    const starts = Array.from({ length: count > mostRows ? 0 : count }, (_, i) => start + i * step);
    const plan: Plan = {
      op: 'values',
      columns: ids.map((id, i) => ({ id, type: i < 2 ? ('number' as const) : ('dynamic' as const) })),
      rows: starts.map((at) => rowOf(at, at + step - 1)),
    };
    const fields = names.map((name, i) => ({ name, expr: columnOf(ids[i] ?? '', i < 2) }));
    return {
      plan,
      scope: closedScope(fields),
      order: [{ expr: columnOf(ids[0] ?? '', true), descending: false }],
    };
  },
});

const names = ['starttime', 'endtime', 'starthuman', 'endhuman'] as const;

function columnOf(id: string, isNumber: boolean): PlanExpr {
  return { op: 'column', id, type: isNumber ? 'number' : 'dynamic' };
}

function rowOf(start: number, end: number): readonly PlanExpr[] {
  const text = (at: number): PlanExpr => stringLiteral(humanTime(at));
  return [numberLiteral(start), numberLiteral(end), text(start), text(end)];
}

/** `Thu Mar 21 00:00:00 2024`. */
function humanTime(at: number): string {
  const [weekday = '', day = '', month = '', year = '', time = ''] = new Date(at * 1000)
    .toUTCString()
    .replace(',', '')
    .split(' ');
  return `${weekday} ${month} ${day} ${time} ${year}`;
}

function pointOf(
  command: Command,
  name: string,
  fallback: number | undefined,
  context: LowerContext,
): number {
  const value = optionOf(command, name)?.value;
  const text = value?.text ?? '';
  if (!value && fallback !== undefined) return fallback;
  const today = Math.floor(context.options.now / daySeconds) * daySeconds;
  if (/^-?\d{1,6}$/.test(text)) return today + Number(text) * daySeconds;
  const at = absoluteTime(text.includes(':') ? text : `${text}:00:00:00`);
  if (at !== undefined) return at;
  const message = `gentimes needs ${name}, a date or a number of days, and not "${text}"`;
  refuse(context, 'SPL1020', value?.span ?? command.span, {
    message,
    hint: 'write start=10/23/2024 or start=-30',
  });
  return today;
}

function incrementOf(command: Command, context: LowerContext): number {
  const value = optionOf(command, 'increment')?.value;
  if (!value) return daySeconds;
  const span = parseSpan(value.text);
  const seconds = span && (span.unit === null ? daySeconds : unitSeconds[span.unit]);
  if (span && seconds !== undefined && seconds !== null) return span.count * seconds;
  refuse(context, 'SPL1030', value.span, { text: value.text });
  return daySeconds;
}
