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

/** The names of the fields that the extraction of all leaves of a text gives, in document order (semantics 8.4). */
export function leafNames(text: string): readonly string[] {
  const names = new Set<string>();
  const walk = (value: unknown, name: string): void => {
    if (Array.isArray(value)) for (const item of value) walk(item, `${name}{}`);
    else if (typeof value === 'object' && value !== null)
      for (const [key, item] of Object.entries(value)) walk(item, name === '' ? key : `${name}.${key}`);
    else if (name !== '') names.add(name);
  };
  try {
    walk(JSON.parse(text), '');
  } catch {
    // No JSON, no fields; `spath` leaves such a row as it is.
  }
  return [...names];
}

/** The names of the members of a JSON object; none for any other text. */
export function memberNames(text: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  } catch {
    return [];
  }
}
