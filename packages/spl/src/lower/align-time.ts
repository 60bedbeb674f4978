import type { Command } from '../ast/ast.ts';
import type { TimeSpan } from '../time/span.ts';
import { parseTimeModifier, resolveTime } from '../time/time-modifier.ts';
import { optionOf } from './args.ts';
import { type LowerContext, refuse } from './context.ts';
import type { Relation } from './relation.ts';

/**
 * The span with the time at which one of its bins begins: `aligntime=earliest|latest|<time>`. It changes nothing for spans
 * of days and longer. Source: Search Reference, bin.
 */
export function alignSpan(
  span: TimeSpan,
  command: Command,
  input: Relation,
  context: LowerContext,
): TimeSpan {
  const value = optionOf(command, 'aligntime')?.value;
  if (!value) return span;
  const word = value.text.toLowerCase();
  if (word === 'earliest' || word === 'latest') {
    const at = input.range?.[word] ?? null;
    if (at !== null) return { ...span, alignedTo: at };
    refuse(context, 'SPL3125', value.span, { text: word });
    return span;
  }
  const parsed = parseTimeModifier(value.text);
  if (parsed.ok) return { ...span, alignedTo: resolveTime(parsed.modifier, context.options.now) };
  const { message, hint } = parsed;
  refuse(context, 'SPL1020', value.span, { message, hint });
  return span;
}
