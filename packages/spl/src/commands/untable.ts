import { fieldNames } from '../lower/args.ts';
import { refuse } from '../lower/context.ts';
import { commonType, toType } from '../lower/eval/convert.ts';
import { visibleFields } from '../lower/field-list.ts';
import { closedScope, fieldValue, filterRelation, materialise, type Relation } from '../lower/relation.ts';
import { call, nullLiteral, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import type { Plan } from '../plan/plan.ts';
import { defineCommand } from './define.ts';

export const untable = defineCommand({
  name: 'untable',
  doc: 'Turns columns into rows, the inverse of xyseries: each row gives one row for every other field that it has, with the first field, the name of the other one and its value.',
  syntax: 'untable <field> <name of the field that gets names> <name of the field that gets values>',
  source: 'Search Reference, untable',
  lower: (input, command, context) => {
    const [x, y, data, ...more] = fieldNames(command.args).map(({ name }) => name);
    if (x === undefined || y === undefined || data === undefined || more.length > 0) {
      refuse(context, 'SPL2177', command.span, {
        command: 'untable',
        needs: 'the field that stays and two names for what becomes rows',
      });
      return input;
    }
    const kept = materialise(input, fieldValue(input, x, context), context);
    const names = visibleFields(input, context).filter((name) => name !== x);
    const values = names.map((name) => fieldValue(input, name, context));
    const type = commonType(values.map((value) => value.type)) ?? 'dynamic';
    const list = call('list.of', 'multivalue', ...names.map((name, i) => presentName(name, values[i])));
    const id = context.freshId();
    const ordinalId = context.freshId();
    const plan: Plan =
      names.length === 0
        ? { op: 'limit', input: kept.relation.plan, rows: 0 }
        : { op: 'expand', input: kept.relation.plan, list, id, ordinalId, limit: 0 };
    const name: PlanExpr = names.length === 0 ? nullLiteral : { op: 'column', id, type: 'dynamic' };
    const expanded: Relation = { ...input, plan };
    const rows = names.length === 0 ? expanded : filterRelation(expanded, call('isNotNull', 'boolean', name));
    const value: PlanExpr = {
      op: 'case',
      branches: names.map((written, i) => ({
        when: call('text.equal', 'boolean', name, stringLiteral(written)),
        then: toType(values[i] ?? nullLiteral, type),
      })),
      otherwise: nullLiteral,
      type,
    };
    const valued = materialise(rows, names.length === 0 ? nullLiteral : value, context);
    const order = names.length === 0 ? [] : [{ expr: columnOf(ordinalId), descending: false }];
    return {
      plan: valued.relation.plan,
      order: [...input.order, ...order],
      scope: closedScope([
        { name: x, expr: kept.column },
        { name: y, expr: name },
        { name: data, expr: valued.column },
      ]),
    };
  },
});

function columnOf(id: string): PlanExpr {
  return { op: 'column', id, type: 'number' };
}

function presentName(name: string, value: PlanExpr | undefined): PlanExpr {
  const branches = value ? [{ when: call('isNotNull', 'boolean', value), then: stringLiteral(name) }] : [];
  return { op: 'case', branches, otherwise: { ...nullLiteral, type: 'dynamic' }, type: 'dynamic' };
}
