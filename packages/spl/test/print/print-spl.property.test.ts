import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stripSpans } from '../../src/ast/strip-spans.ts';
import { parseSpl } from '../../src/parser/parse-spl.ts';
import { formatSpl, printSpl } from '../../src/print/print-spl.ts';
import { anyPipeline } from './ast-arbitrary.ts';

describe('parse(print(tree))', () => {
  it.each([
    ['printSpl', printSpl],
    ['formatSpl', formatSpl],
  ])('is the tree, with %s', (_name, print) => {
    fc.assert(
      fc.property(anyPipeline, (pipeline) => {
        const text = print(pipeline);
        const { ast, diagnostics } = parseSpl(text);
        expect(
          diagnostics.filter((diagnostic) => diagnostic.severity === 'error'),
          text,
        ).toEqual([]);
        expect(stripSpans(ast), text).toEqual(stripSpans(pipeline));
      }),
      { numRuns: 800 },
    );
  });
});
