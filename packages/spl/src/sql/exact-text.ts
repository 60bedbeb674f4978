import type { PlanExpr } from '../plan/expr.ts';

const plain = '[A-Za-z0-9 _=,:;@#%&~<>"\'!/-]';
const escaped = '\\\\[.^$*+?()\\[\\]{}|\\\\/-]';
const anchored = new RegExp(`^\\^((?:${plain}|${escaped})*)\\$$`);

/** The text that a value has to be for a condition `^text$` on it to hold; null for any other condition. */
export function exactText(condition: PlanExpr | undefined): string | null {
  if (condition?.op !== 'lambda' || condition.body.op !== 'call' || condition.body.fn !== 'regex.matches')
    return null;
  const [value, pattern] = condition.body.args;
  if (value?.op !== 'column' || value.id !== condition.param) return null;
  if (pattern?.op !== 'literal' || typeof pattern.value !== 'string') return null;
  return anchored.exec(pattern.value)?.[1]?.replace(/\\(.)/g, '$1') ?? null;
}
