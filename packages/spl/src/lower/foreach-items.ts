import type { AssignmentArg, Expr, FieldRef, Stage, StringLiteral } from '../ast/ast.ts';
import { expressionNodes } from '../ast/visit.ts';
import { call, nullLiteral, numberLiteral, type PlanExpr } from '../plan/expr.ts';
import type { Plan } from '../plan/plan.ts';
import { type LowerContext, refuse } from './context.ts';
import { fieldNamesIn } from './eval/children.ts';
import { toText } from './eval/coerce.ts';
import { nullOf, toList } from './eval/convert.ts';
import { lowerAssigned } from './eval/index.ts';
import { mapParts } from './eval/map-parts.ts';
import { alike, closedScope, fieldValue, materialise, type Relation, setField } from './relation.ts';
import { evalContext } from './scope-access.ts';

/** How `foreach` takes a field apart. Source: Search Reference, foreach. */
export type ItemMode = 'multivalue' | 'json_array' | 'auto_collections';

/** Nodes that are added to the plan at most, one on top of the other: an engine takes only so many. */
const mostSteps = 200;

const item = '<<ITEM>>';

/** The assignments of the template; anything but eval is reported. */
export function itemAssignments(
  stages: readonly Stage[],
  mode: ItemMode,
  context: LowerContext,
): readonly AssignmentArg[] {
  return stages.flatMap((stage) => {
    if (stage.kind === 'command' && stage.name === 'eval')
      return stage.args.flatMap((arg) => (arg.kind === 'assignment' ? [withItems(arg, context)] : []));
    const span = stage.kind === 'command' ? stage.nameSpan : stage.span;
    refuse(context, 'SPL3120', span, { mode, inside: stage.name });
    return [];
  });
}

/**
 * Runs assignments once for each item that a field has in a row. They see what the ones before them gave, so they are
 * written out as often as the longest row asks; a row that has no more items keeps its values. `fill` gives them with the
 * tokens that stand for the same text in all rows filled in, among them the number of the item, from 0.
 */
export function forEachItem(
  input: Relation,
  value: PlanExpr,
  mode: ItemMode,
  fill: (iteration: number) => readonly AssignmentArg[],
  context: LowerContext,
): Relation {
  const list = itemsOf(value, mode);
  if (list.type === 'null') return input;
  const { relation, column: items } = materialise(input, list, context);
  const counted = materialise(relation, call('list.length', 'number', items), context);
  const most = Math.max(1, Math.floor(mostSteps / Math.max(1, independent(fill(0)).length)));
  const found = longest(counted.relation, counted.column, context);
  if (found > most) refuse(context, 'SPL3121', context.commandSpan, { most, found });
  let result = counted.relation;
  for (let i = 0; i < Math.min(found, most); i += 1) {
    const at: PlanExpr = call('list.at', 'dynamic', items, numberLiteral(i));
    const isThere: PlanExpr = call('number.gt', 'boolean', counted.column, numberLiteral(i));
    for (const group of independent(fill(i))) result = assign(result, group, at, isThere, context);
  }
  return result;
}

/** A field that is no collection is one item; of JSON text that is no array there are none. */
function itemsOf(value: PlanExpr, mode: ItemMode): PlanExpr {
  if (value.type === 'null' || mode === 'multivalue') return toListOrNull(value);
  const text = toText(value);
  const path: PlanExpr = { op: 'literal', value: ['{}'], type: 'multivalue' };
  const elements: PlanExpr = call('json.extractAll', 'multivalue', text, path);
  if (mode === 'json_array') return elements;
  const isArray: PlanExpr = call(
    'and',
    'boolean',
    call('regex.matches', 'boolean', text, { op: 'literal', value: '^\\s*\\[', type: 'text' }),
    call('json.valid', 'boolean', text),
  );
  return {
    op: 'case',
    branches: [{ when: isArray, then: elements }],
    otherwise: toList(value),
    type: 'multivalue',
  };
}

function toListOrNull(value: PlanExpr): PlanExpr {
  return value.type === 'null' ? nullLiteral : toList(value);
}

/** The most items that a row has; before the rows are known one shows what is wrong with the template. */
function longest(input: Relation, count: PlanExpr, context: LowerContext): number {
  const id = context.freshId();
  const most: PlanExpr = { op: 'column', id, type: 'number' };
  const answer = context.answerOf({
    plan: {
      op: 'aggregate',
      input: input.plan,
      keys: [],
      aggregates: [{ id, type: 'number', fn: 'max', args: [count] }],
    },
    scope: closedScope([{ name: 'items', expr: most }]),
    order: [],
  });
  return answer ? Number(answer[0]?.[0] ?? 0) : 1;
}

/** Neighbours of which none reads or sets what one before it sets: they can be computed side by side. */
function independent(assignments: readonly AssignmentArg[]): readonly (readonly AssignmentArg[])[] {
  const groups: AssignmentArg[][] = [];
  let set = new Set<string>();
  for (const assignment of assignments) {
    const { target, expr } = assignment;
    const isFree = ![target.name, ...fieldNamesIn(expr)].some((name) => set.has(name));
    // The text of a condition for searchmatch names fields too.
    const group = isFree && !callsSearchMatch(expr) ? groups.at(-1) : undefined;
    if (group) {
      group.push(assignment);
      set.add(target.name);
    } else {
      groups.push([assignment]);
      set = new Set([target.name]);
    }
  }
  return groups;
}

function callsSearchMatch(expr: Expr): boolean {
  return expressionNodes(expr).some((node) => node.kind === 'call' && node.name === 'searchmatch');
}

/** The assignments where the row has the item, else the values as they were. */
function assign(
  input: Relation,
  assignments: readonly AssignmentArg[],
  value: PlanExpr,
  isThere: PlanExpr,
  context: LowerContext,
): Relation {
  const scope = evalContext(input, context);
  const columns = assignments.flatMap(({ target, expr }) => {
    const given = lowerAssigned(expr, {
      ...scope,
      resolve: (name) => (name === item ? value : scope.resolve(name)),
    });
    const before = fieldValue(input, target.name, context);
    const after = whereThere(isThere, given, before);
    return after ? [{ name: target.name, id: context.freshId(), type: after.type, expr: after }] : [];
  });
  if (columns.length === 0) return input;
  const plan: Plan = {
    op: 'extend',
    input: input.plan,
    columns: columns.map(({ id, type, expr }) => ({ id, type, expr })),
  };
  return columns.reduce<Relation>(
    (relation, { name, id, type }) => setField(relation, name, { op: 'column', id, type }),
    { ...input, plan },
  );
}

function whereThere(isThere: PlanExpr, given: PlanExpr, before: PlanExpr): PlanExpr | null {
  if (given.type === 'null' && before.type === 'null') return null;
  const [then, otherwise] =
    given.type === 'null'
      ? [nullOf(before.type), before]
      : before.type === 'null'
        ? [given, nullOf(given.type)]
        : alike(given, before);
  return { op: 'case', branches: [{ when: isThere, then }], otherwise, type: then.type };
}

/** `<<ITEM>>` in double quotes is a part of the text. In a name it cannot be: which field that is only the row knows. */
function withItems(arg: AssignmentArg, context: LowerContext): AssignmentArg {
  const { target } = arg;
  const isNamedByRow = target.quote === 'none' && /\{[^{}]+\}/.test(target.name);
  if (hasItem(target.name) || isNamedByRow)
    refuse(context, 'SPL3122', target.span, { written: target.name, token: item });
  const expr = mapParts(arg.expr, (part) => {
    if (part.kind === 'string') return textWithItem(part);
    if (part.kind === 'field' && hasItem(part.name)) return valueOfItem(part, context);
    return part;
  });
  return { ...arg, expr };
}

function hasItem(text: string): boolean {
  return /<<item>>/i.test(text);
}

function valueOfItem(leaf: FieldRef, context: LowerContext): Expr {
  if (leaf.quoted || leaf.name.length !== item.length)
    refuse(context, 'SPL3122', leaf.span, {
      written: leaf.quoted ? `'${leaf.name}'` : leaf.name,
      token: item,
    });
  return { ...leaf, name: item };
}

function textWithItem(leaf: StringLiteral): Expr {
  if (!hasItem(leaf.value)) return leaf;
  const field: Expr = { kind: 'field', name: item, quoted: false, span: leaf.span };
  const parts: Expr[] = leaf.value
    .split(/<<item>>/i)
    .flatMap((text, i): Expr[] => [
      ...(i === 0 ? [] : [field]),
      ...(text === '' ? [] : [{ ...leaf, value: text }]),
    ]);
  return parts.reduce((left, right) => ({ kind: 'binary', op: '.', left, right, span: leaf.span }));
}
