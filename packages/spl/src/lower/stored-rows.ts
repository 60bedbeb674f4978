import type { Command } from '../ast/ast.ts';
import { lowerError } from '../diagnostics/lower-messages.ts';
import type { LowerContext } from './context.ts';
import type { Relation } from './relation.ts';

/**
 * Rows that are to be stored go on to the next command as they are. A search over files has no table to change, so it is
 * refused; a check of many searches only hears of it.
 */
export function storedRows(input: Relation, command: Command, context: LowerContext): Relation {
  const problem = lowerError('SPL3050', command.nameSpan, { command: command.name });
  const isAssumed = context.options.unknownLookups === 'assume';
  context.report(isAssumed ? { ...problem, severity: 'info' } : problem);
  return input;
}
