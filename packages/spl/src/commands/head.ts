import { countArg, defaultCount, optionFlag, wholeNumber } from '../lower/args.ts';
import { lowerCondition } from '../lower/eval/index.ts';
import { filterRelation } from '../lower/relation.ts';
import { evalContext } from '../lower/scope-access.ts';
import { takeFirst } from '../lower/take.ts';
import { call, numberLiteral } from '../plan/expr.ts';
import { defineCommand } from './define.ts';

export const head = defineCommand({
  name: 'head',
  doc: 'Keeps the first rows in input order, ten when no count is given, or the rows up to the first one for which an expression is not true: that row too with keeplast=true, and on past rows where it is missing with null=true.',
  syntax: 'head [<count>] | head (<eval-expression>) [limit=<int>] [null=<bool>] [keeplast=<bool>]',
  source: 'Search Reference, head',
  options: ['limit', 'null', 'keeplast'],
  lower: (input, command, context) => {
    const condition = command.args.flatMap((arg) => (arg.kind === 'expr-arg' ? [arg.expr] : []))[0];
    const counted = countArg(command, 'limit', context);
    const rows = wholeNumber(counted, { fallback: defaultCount, least: 0 }, context);
    if (!condition) return takeFirst(input, rows);
    const id = context.freshId();
    const holds = lowerCondition(condition, evalContext(input, context));
    const passesNull = optionFlag(command, 'null', false, context);
    const failed = passesNull ? call('not', 'boolean', holds) : call('isNotTrue', 'boolean', holds);
    const following = optionFlag(command, 'keeplast', false, context) ? -1 : 0;
    const counting = {
      ...input,
      plan: {
        op: 'window' as const,
        input: input.plan,
        columns: [{ id, type: 'number' as const, fn: 'countTrue', args: [failed] }],
        partition: [],
        order: input.order,
        frame: { kind: 'rows' as const, preceding: null, following },
      },
    };
    const passed = filterRelation(
      counting,
      call('number.eq', 'boolean', { op: 'column', id, type: 'number' }, numberLiteral(0)),
    );
    return counted === undefined ? passed : takeFirst(passed, rows);
  },
});
