import { lowerCondition } from '../lower/eval/index.ts';
import { filterRelation } from '../lower/relation.ts';
import { evalContext } from '../lower/scope-access.ts';
import { defineCommand } from './define.ts';

export const where = defineCommand({
  name: 'where',
  doc: 'Keeps the rows for which an eval expression is true. A comparison with a missing field is not true.',
  syntax: 'where <eval-expression>',
  source: 'Search Reference, where',
  lower: (input, command, context) =>
    command.args.reduce(
      (relation, arg) =>
        arg.kind === 'expr-arg'
          ? filterRelation(relation, lowerCondition(arg.expr, evalContext(relation, context)))
          : relation,
      input,
    ),
});
