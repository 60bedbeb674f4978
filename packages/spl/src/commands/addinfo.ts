import { valueArgs } from '../lower/args.ts';
import { refuse } from '../lower/context.ts';
import { assignField } from '../lower/relation.ts';
import { numberLiteral, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import { defineCommand } from './define.ts';

export const addinfo = defineCommand({
  name: 'addinfo',
  doc: 'Adds what is known of the search itself: its time range (0 and +Infinity where it is open), the time at which it started, and a name.',
  syntax: 'addinfo',
  source: 'Search Reference, addinfo',
  lower: (input, command, context) => {
    for (const { text, span } of valueArgs(command.args)) refuse(context, 'SPL1037', span, { text });
    const { now, range } = context.options;
    const latest = range?.latest ?? null;
    const info: readonly (readonly [name: string, value: PlanExpr])[] = [
      ['info_min_time', numberLiteral(range?.earliest ?? 0)],
      ['info_max_time', latest === null ? stringLiteral('+Infinity') : numberLiteral(latest)],
      ['info_search_time', numberLiteral(now)],
      ['info_sid', stringLiteral(`sealbreak_${now}`)],
    ];
    return info.reduce((relation, [name, value]) => assignField(relation, name, value, context), input);
  },
});
