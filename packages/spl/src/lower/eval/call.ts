import type { CallExpr, Expr } from '../../ast/ast.ts';
import { evalError } from '../../diagnostics/eval-messages.ts';
import type { FunctionCall, FunctionDefinition, ParamType } from '../../functions/define.ts';
import { findFunction, nearestFunction, unsupportedFunctions } from '../../functions/find.ts';
import { nullLiteral, type PlanExpr } from '../../plan/expr.ts';
import type { Span } from '../../source/span.ts';
import type { EvalContext } from './context.ts';
import { toList, toNumber, toText } from './convert.ts';
import { lowerAny, lowerBoolean, lowerValue } from './lower-expr.ts';
import { primitive } from './share.ts';

/** Lowers a function call: finds the row, checks the number of arguments, converts them, and lets the row do the rest. */
export function lowerCall(node: CallExpr, context: EvalContext): PlanExpr {
  const definition = findFunction(node.name);
  if (!definition) return refuseUnknown(node, context);
  const wanted = arityOf(definition, node.args.length);
  if (wanted !== null) {
    const values = { name: node.name, takes: wanted, given: node.args.length, syntax: definition.syntax };
    context.report(evalError('SPL2202', node.span, values));
    return nullLiteral;
  }
  const call = callOf(node, context);
  const args = node.args.map((arg, index) =>
    lowerArgument(arg, paramAt(definition, index), index, node, context),
  );
  const first = args[0];
  if (definition.onMultivalue && first && isMultivalue(first)) {
    return lowerEach(definition, definition.onMultivalue, call, first, args.slice(1));
  }
  return definition.lower(call, ...args.map((arg, index) => convert(arg, paramAt(definition, index))));
}

function refuseUnknown(node: CallExpr, context: EvalContext): PlanExpr {
  const { name, nameSpan } = node;
  if (unsupportedFunctions.includes(name)) context.report(evalError('SPL3201', nameSpan, { name }));
  else {
    const similar = nearestFunction(name);
    context.report(evalError('SPL2201', nameSpan, similar === undefined ? { name } : { name, similar }));
  }
  return nullLiteral;
}

function callOf(node: CallExpr, context: EvalContext): FunctionCall {
  const where = `"${node.name}"`;
  return {
    node,
    context,
    lower: (expr, other) => lowerAny(expr, other ?? context),
    lowerCondition: (expr, other) => lowerBoolean(expr, other ?? context, where),
    lowerValue: (expr, other) => lowerValue(expr, other ?? context, where),
    refuse: (code, values, argument) => {
      const at = argument === undefined ? node : (node.args[argument] ?? node);
      context.report(evalError(code, at.span, values));
      return nullLiteral;
    },
    refuseInside: (code, values, argument, offset) => {
      context.report(evalError(code, spanInside(node.args[argument] ?? node, offset), values));
      return nullLiteral;
    },
  };
}

/** From an offset of a text literal to its end. With escapes in it offsets are not known: the whole literal. */
function spanInside(literal: Expr, offset: number): Span {
  const { start, end } = literal.span;
  const isPlain = literal.kind === 'string' && end - start === literal.value.length + 2;
  return isPlain ? { start: start + 1 + offset, end: Math.max(end - 1, start + 2 + offset) } : literal.span;
}

/** What the function takes, in words, when that is not `given`; null when it is. */
function arityOf({ args, optional, repeat }: FunctionDefinition, given: number): string | null {
  const least = args.length;
  const most = least + (optional?.length ?? 0);
  if (repeat) {
    const extra = given - most;
    if (given >= least && (extra <= 0 || extra % repeat.length === 0)) return null;
    return repeat.length > 1 ? 'pairs of arguments' : `at least ${count(least)}`;
  }
  if (given >= least && given <= most) return null;
  return least === most ? count(least) : `${least} to ${count(most)}`;
}

function count(args: number): string {
  return args === 0 ? 'no arguments' : args === 1 ? '1 argument' : `${args} arguments`;
}

function paramAt({ args, optional, repeat }: FunctionDefinition, index: number): ParamType {
  const fixed = [...args, ...(optional ?? [])];
  const extra = repeat ?? [];
  return fixed[index] ?? extra[(index - fixed.length) % Math.max(1, extra.length)] ?? 'value';
}

function lowerArgument(
  arg: Expr,
  type: ParamType,
  index: number,
  node: CallExpr,
  context: EvalContext,
): PlanExpr | Expr {
  const where = `argument ${index + 1} of "${node.name}"`;
  switch (type) {
    case 'raw':
      return arg;
    case 'any':
      return lowerAny(arg, context);
    case 'boolean':
      return lowerBoolean(arg, context, where);
    case 'text':
    case 'number':
    case 'list':
    case 'value':
      return lowerValue(arg, context, where);
  }
}

function isPlan(arg: PlanExpr | Expr): arg is PlanExpr {
  return 'op' in arg && 'type' in arg;
}

function isMultivalue(arg: PlanExpr | Expr): arg is PlanExpr {
  return isPlan(arg) && arg.type === 'multivalue';
}

function convert(arg: PlanExpr | Expr, type: ParamType): PlanExpr | Expr {
  if (!isPlan(arg)) return arg;
  switch (type) {
    case 'text':
      return toText(arg);
    case 'number':
      return toNumber(arg);
    case 'list':
      return toList(arg);
    case 'raw':
    case 'any':
    case 'boolean':
    case 'value':
      return arg;
  }
}

/** Applies a function of one text to every value of a list. */
function lowerEach(
  definition: FunctionDefinition,
  mode: 'each' | 'any',
  call: FunctionCall,
  list: PlanExpr,
  others: readonly (PlanExpr | Expr)[],
): PlanExpr {
  const param = call.context.freshId();
  const rest = others.map((arg, index) => convert(arg, paramAt(definition, index + 1)));
  const body = definition.lower(call, { op: 'column', id: param, type: 'dynamic' }, ...rest);
  if (mode === 'any')
    return primitive('list.any', 'boolean', list, { op: 'lambda', param, body, type: 'boolean' });
  return primitive('list.map', 'multivalue', list, {
    op: 'lambda',
    param,
    body: toText(body),
    type: 'dynamic',
  });
}
