import { parseJsonPath } from '../functions/json-path.ts';
import { call, type PlanExpr } from '../plan/expr.ts';

function literalSteps(steps: readonly string[]): PlanExpr {
  return { op: 'literal', value: steps, type: 'multivalue' };
}

/** What a path leads to: a list when it passes all elements of an array, else one value; containers as JSON text. */
export function jsonValue(text: PlanExpr, steps: readonly string[]): PlanExpr {
  return steps.includes('{}')
    ? call('json.extractAll', 'multivalue', text, literalSteps(steps))
    : call('json.extract', 'dynamic', text, literalSteps(steps));
}

/** The field that the extraction of all leaves would give this name; objects and arrays are no leaves. */
export function jsonField(text: PlanExpr, name: string): PlanExpr {
  const steps = parseJsonPath(name);
  if (!steps) return { op: 'literal', value: null, type: 'null' };
  return steps.includes('{}')
    ? call('json.leaves', 'multivalue', text, literalSteps(steps))
    : call('json.leaf', 'dynamic', text, literalSteps(steps));
}
