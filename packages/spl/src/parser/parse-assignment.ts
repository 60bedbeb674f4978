import type { AssignmentArg } from '../ast/ast.ts';
import { parseExpression } from './parse-expression.ts';
import { parseFieldName } from './parse-name.ts';
import type { TokenCursor } from './token-cursor.ts';

/** `target=expr`. The target may be dynamic: `{f}`, `v_{f}`. */
export function parseAssignment(cursor: TokenCursor): AssignmentArg {
  const target = parseFieldName(cursor, 'a field to assign');
  if (!cursor.isOperator('=')) cursor.failExpected(`= after "${target.name}"`);
  if (target.quote === 'none' && /^[\d.]+$/.test(target.name)) {
    cursor.fail('SPL1014', target.span, { text: target.name });
  }
  cursor.next();
  const expr = parseExpression(cursor);
  return { kind: 'assignment', target, expr, span: cursor.spanFrom(target.span.start) };
}
