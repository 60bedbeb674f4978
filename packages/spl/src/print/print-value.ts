import type { FieldName, MacroCall, ValueText } from '../ast/ast.ts';
import { escapeBareText, quoteSearchText, quoteText } from '../lexer/quoting.ts';
import { parseFieldName, parseSearchField } from '../parser/parse-name.ts';
import { argumentPlace, parseValueText, type ValuePlace } from '../parser/parse-value.ts';
import { StageFailure, TokenCursor } from '../parser/token-cursor.ts';

/** What `parse` makes of the whole of `text`; undefined when it fails or leaves something over. */
export function reread<T>(text: string, parse: (cursor: TokenCursor) => T): T | undefined {
  const cursor = new TokenCursor(text);
  try {
    const parsed = parse(cursor);
    const failed = cursor.diagnostics.some((diagnostic) => diagnostic.severity === 'error');
    return cursor.is('end') && !failed ? parsed : undefined;
  } catch (failure) {
    if (failure instanceof StageFailure) return undefined;
    throw failure;
  }
}

/** A macro call with its arguments as they were written. */
export function printMacro({ name, args }: MacroCall): string {
  return args ? `\`${name}(${args.join(', ')})\`` : `\`${name}\``;
}

/**
 * A value of a place. It is written bare only if it would be read back as the same bare value, so that a value that some
 * program made can never become syntax.
 */
export function printValue(value: ValueText, place: ValuePlace): string {
  if (value.embedded?.kind === 'macro') return value.text;
  if (!value.quoted) {
    for (const bare of [escapeBareText(value.text), value.text]) {
      const again = reread(bare, (cursor) => parseValueText(cursor, place));
      if (again && again.text === value.text && !again.quoted && !again.embedded) return bare;
    }
  }
  return place === argumentPlace ? quoteText(value.text) : quoteSearchText(value.text);
}

/** A field name with the quotes that it had, or with double quotes where it cannot stand bare. */
export function printFieldName({ name, quote }: FieldName, read = parseFieldName): string {
  if (quote === 'single') return `'${name}'`;
  if (quote === 'none') {
    const again = reread(name, (cursor) => read(cursor));
    if (again && again.name === name && again.quote === 'none') return name;
  }
  return quoteText(name);
}

/** The same left of a search operator. */
export function printSearchField(field: FieldName): string {
  return printFieldName(field, parseSearchField);
}
