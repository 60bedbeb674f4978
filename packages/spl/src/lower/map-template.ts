import { quoteSearchText } from '../lexer/quoting.ts';
import type { Cell } from '../value.ts';

const token = /\$([^$\s"|]+)\$/g;

/** The fields that the text of `map` names as `$field$`, each once. */
export function templateFields(template: string): readonly string[] {
  return [...new Set([...template.matchAll(token)].map(([, name = '']) => name))];
}

/**
 * The text with the values of a row in their places. A value inside double quotes is escaped, one outside stands alone or in
 * quotes of its own: it stays one value, whatever characters it has. A token without a value stays as it is.
 */
export function fillTemplate(template: string, values: ReadonlyMap<string, Cell>): string {
  return template.replace(token, (written: string, name: string, offset: number) => {
    const cell = values.get(name) ?? null;
    const value = typeof cell === 'object' ? cell?.[0] : cell;
    if (value === undefined || value === null) return written;
    if (isQuoted(template, offset)) return String(value).replace(/[\\"]/g, '\\$&');
    return /^[\w.:@/*-]+$/.test(String(value)) ? String(value) : quoteSearchText(String(value));
  });
}

function isQuoted(template: string, offset: number): boolean {
  const before = template.slice(0, offset).replace(/\\./g, '');
  return before.split('"').length % 2 === 0;
}
