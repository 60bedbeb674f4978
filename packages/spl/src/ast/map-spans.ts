import type { Span } from '../source/span.ts';

/** A copy of a syntax tree in which every span went through `map`, such as that of a macro expansion. */
export function mapSpans<T extends object>(node: T, map: (span: Span) => Span): T {
  // The copy has the shape of the original: only spans are replaced, by spans.
  return mapNode(node, map) as T;
}

function mapNode(node: unknown, map: (span: Span) => Span): unknown {
  if (Array.isArray(node)) return node.map((part) => mapNode(part, map));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, isSpanKey(key) ? map(value) : mapNode(value, map)]),
  );
}

function isSpanKey(key: string): boolean {
  return key === 'span' || key === 'nameSpan';
}
