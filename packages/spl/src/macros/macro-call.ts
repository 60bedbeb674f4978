import type { MacroCall } from '../ast/ast.ts';
import type { Span } from '../source/span.ts';

/**
 * Reads a `macro` token (backticks included). Arguments keep their quotes; they are separated by commas outside quotes
 * and parentheses, and trimmed. Undefined when the text is no call: an empty name, a blank in it, a missing parenthesis.
 */
export function macroCallOf(text: string, span: Span): MacroCall | undefined {
  const inner = text.replace(/^`|`$/g, '').trim();
  const open = inner.indexOf('(');
  const name = (open < 0 ? inner : inner.slice(0, open)).trim();
  if (!/^[^\s`"'()|,[\]]+$/.test(name)) return undefined;
  if (open < 0) return { kind: 'macro', name, span };
  if (!inner.endsWith(')')) return undefined;
  return { kind: 'macro', name, args: splitArguments(inner.slice(open + 1, -1)), span };
}

function splitArguments(text: string): readonly string[] {
  if (text.trim() === '') return [];
  const args: string[] = [];
  let start = 0;
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (char === '\\') i += 1;
    else if (char === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (char === '(') depth += 1;
    else if (char === ')') depth -= 1;
    else if (char === ',' && depth <= 0) {
      args.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  args.push(text.slice(start).trim());
  return args;
}
