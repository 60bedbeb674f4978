import { describe, expect, it } from 'vitest';
import { mapSpans } from '../../src/ast/map-spans.ts';
import { stripSpans } from '../../src/ast/strip-spans.ts';
import { parseSpl } from '../../src/parser/parse-spl.ts';

const { ast } = parseSpl('a=1 [search b] | eval c=d+1, e="f" | stats count(eval(g=1)) by h');

describe('spans of a tree', () => {
  it('all go through the map, and nothing else changes', () => {
    const moved = mapSpans(ast, ({ start, end }) => ({ start: start + 100, end: end + 100 }));
    expect(moved.span).toEqual({ start: ast.span.start + 100, end: ast.span.end + 100 });
    expect(stripSpans(moved)).toEqual(stripSpans(ast));
    expect(JSON.stringify(moved)).not.toMatch(/"start":\d{1,2}[,}]/);
  });

  it('can be taken away', () => {
    expect(JSON.stringify(stripSpans(ast))).not.toMatch(/span/i);
  });

  it('survive JSON, because a tree is plain data', () => {
    expect(JSON.parse(JSON.stringify(ast))).toEqual(ast);
  });
});
