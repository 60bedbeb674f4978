import type { Expr } from './ast.ts';

/** `<<FIELD>>` and its relatives, in capital letters or small ones. */
const token = /<<([A-Za-z][A-Za-z0-9_]*)>>/g;

/** What a token stands for; undefined for one that is not known, which stays. */
export type TokenText = (name: string) => string | undefined;

/**
 * A copy of a syntax tree in which the tokens of foreach are filled in: in names, texts and quoted strings by the text.
 * A bare field reference with a token goes through `bare`, for its text may be any expression (`<<FIELD>>` for the field
 * `a.b` is the concatenation of two fields, as in Splunk). The tree is filled, not its text, so that the name of a field
 * cannot become a command.
 */
export function fillTemplate<T extends object>(
  node: T,
  textOf: TokenText,
  bare: (text: string, expr: Expr) => Expr,
): T {
  // The copy has the shape of the original: texts are replaced by texts, expressions by expressions.
  return fillNode(node, textOf, bare) as T;
}

/** The text with its tokens filled in. */
export function fillText(text: string, textOf: TokenText): string {
  return text.replace(token, (written, name: string) => textOf(name.toUpperCase()) ?? written);
}

/** What a property of a node is told by, and no text of the search. */
const tags: ReadonlySet<string> = new Set(['kind', 'op', 'quote', 'sign', 'cast', 'match']);

/** A copy of a syntax tree with another text for a mark, wherever the search has it. */
export function replaceMark<T>(node: T, mark: string, text: string): T {
  const copy = (part: unknown, key: string): unknown => {
    if (typeof part === 'string') return tags.has(key) ? part : part.replaceAll(mark, () => text);
    if (Array.isArray(part)) return part.map((each) => copy(each, key));
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, copy(value, name)]));
  };
  // The copy has the shape of the original.
  return copy(node, '') as T;
}

function fillNode(node: unknown, textOf: TokenText, bare: (text: string, expr: Expr) => Expr): unknown {
  if (typeof node === 'string') return fillText(node, textOf);
  if (Array.isArray(node)) return node.map((part) => fillNode(part, textOf, bare));
  if (typeof node !== 'object' || node === null) return node;
  if (isBareReference(node)) {
    const text = fillText(node.name, textOf);
    return text === node.name ? node : bare(text, node);
  }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, fillNode(value, textOf, bare)]));
}

function isBareReference(node: object): node is Extract<Expr, { kind: 'field' }> {
  return 'kind' in node && node.kind === 'field' && 'quoted' in node && node.quoted === false;
}
