/** A copy of a syntax tree, or a part of it, without `span` and `nameSpan`: what remains is equal for equal searches. */
export function stripSpans(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(stripSpans);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).flatMap(([key, value]) =>
      key === 'span' || key === 'nameSpan' ? [] : [[key, stripSpans(value)] as const],
    ),
  );
}
