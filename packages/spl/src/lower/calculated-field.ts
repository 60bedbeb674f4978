import type { CalculatedField, FieldPart } from '../addons/define.ts';
import type { Expr } from '../ast/ast.ts';
import { nullLiteral, type PlanExpr } from '../plan/expr.ts';
import type { LowerContext } from './context.ts';
import { definedExpression, definitionContext } from './definition.ts';
import { type EvalContext, lowerCondition, lowerExpr } from './eval/index.ts';
import { share } from './eval/share.ts';
import { openFieldType } from './field-type.ts';

const tables = new WeakMap<readonly CalculatedField[], ReadonlyMap<string, readonly CalculatedField[]>>();

/** The definitions of a list by name; each list is sorted once. */
function byName(fields: readonly CalculatedField[]): ReadonlyMap<string, readonly CalculatedField[]> {
  const known = tables.get(fields);
  if (known) return known;
  const table = new Map<string, CalculatedField[]>();
  for (const field of fields) table.set(field.name, [...(table.get(field.name) ?? []), field]);
  tables.set(fields, table);
  return table;
}

/** Does any add-on compute a field? */
export function hasCalculatedFields({ options }: LowerContext): boolean {
  return (options.calculatedFields ?? []).length > 0;
}

/** The values that the add-ons compute for a field of a scan's events, one for each definition of it. */
export function calculatedValues(scanId: string, name: string, context: LowerContext): readonly PlanExpr[] {
  const definitions = byName(context.options.calculatedFields ?? []).get(name) ?? [];
  return definitions.flatMap((definition) => {
    const value = calculatedValue(definition, scanId, context);
    return value.type === 'null' ? [] : [value];
  });
}

function calculatedValue(
  { expr, when, part }: CalculatedField,
  scanId: string,
  context: LowerContext,
): PlanExpr {
  const parsed = definedExpression(expr, context);
  if (!parsed) return nullLiteral;
  const inner = definitionContext(context);
  const scope: EvalContext = {
    resolve: (name) => recordField(scanId, name, inner),
    now: inner.options.now,
    report: inner.report,
    freshId: inner.freshId,
  };
  const value = part ? valueWithPart(parsed, part, scope, context) : lowerExpr(parsed, scope);
  const condition = when === '' ? null : definedExpression(when, context);
  if (!condition || value.type === 'null') return value;
  const branch = { when: lowerCondition(condition, scope), then: value };
  return { op: 'case', branches: [branch], otherwise: nullLiteral, type: value.type };
}

/** The value of an expression that names a part; the part is computed once. */
function valueWithPart(parsed: Expr, part: FieldPart, scope: EvalContext, context: LowerContext): PlanExpr {
  const inner = definedExpression(part.expr, context);
  if (!inner) return nullLiteral;
  return share(lowerExpr(inner, scope), part.name, (shared) =>
    lowerExpr(parsed, { ...scope, resolve: (name) => (name === part.name ? shared : scope.resolve(name)) }),
  );
}

/** A field that the record holds. */
function recordField(scanId: string, name: string, { options, scanColumn }: LowerContext): PlanExpr {
  if (!options.universe) return scanColumn(scanId, name, openFieldType(name));
  const known = options.universe.find((field) => field.name === name);
  return known ? scanColumn(scanId, name, known.type) : nullLiteral;
}
