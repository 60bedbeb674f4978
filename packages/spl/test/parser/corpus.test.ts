import { describe, expect, it } from 'vitest';
import { stripSpans } from '../../src/ast/strip-spans.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { builtinMacros } from '../../src/macros/builtin-macros.ts';
import { expandMacros } from '../../src/macros/expand-macros.ts';
import type { MacroDefinition } from '../../src/macros/macro-definition.ts';
import { parseSpl } from '../../src/parser/parse-spl.ts';
import { formatSpl, printSpl } from '../../src/print/print-spl.ts';
import { readJsonLines, sharedFolder, withoutShared } from '../shared-folder.ts';

interface Detection {
  readonly id: string;
  readonly search: string;
}

interface Vector {
  readonly id: string;
  readonly spl: string;
  readonly macros?: readonly MacroDefinition[];
  readonly expect: { readonly error?: boolean };
}

/** Macros of apps that no public file defines. */
const undefinedMacros = /^unknown macro "(cim_corporate_web_domain_search|get_asset)\(1\)"$/;

function errors(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.filter((d) => d.severity === 'error').map((d) => `${d.code} ${d.message}`);
}

/** One line a fault, so that a failing test shows all of them. */
function faults(id: string, text: string): readonly string[] {
  const { ast, diagnostics } = parseSpl(text);
  const found = errors(diagnostics);
  if (found.length > 0) return found.map((fault) => `${id}: ${fault}`);
  const wanted = JSON.stringify(stripSpans(ast));
  return [printSpl(ast), formatSpl(ast)]
    .filter((printed) => JSON.stringify(stripSpans(parseSpl(printed).ast)) !== wanted)
    .map((printed) => `${id}: reads differently after printing: ${printed}`);
}

if (sharedFolder === undefined) console.warn(`corpus.test.ts: skipped, ${withoutShared}`);

describe.skipIf(sharedFolder === undefined)('public searches', () => {
  const detections = readJsonLines<Detection>('spl/escu-dev.jsonl');
  const macros = [...builtinMacros, ...readJsonLines<MacroDefinition>('spl/escu-macros.jsonl')];
  const vectors = readJsonLines<Vector>('spl/vectors.jsonl');

  it('reads and prints every detection as it is written', () => {
    expect(detections.length).toBeGreaterThan(800);
    expect(detections.flatMap(({ id, search }) => faults(id, search))).toEqual([]);
  });

  it('reads and prints every detection with its macros expanded', () => {
    const found = detections.flatMap(({ id, search }) => {
      const { text, diagnostics } = expandMacros(search, macros, { defaultFilters: true });
      const unknown = diagnostics
        .filter((d) => !undefinedMacros.test(d.message))
        .map((d) => `${id}: ${d.message}`);
      return [...unknown, ...faults(id, text)];
    });
    expect(found).toEqual([]);
  });

  it('reads every macro definition', () => {
    expect(macros.flatMap(({ name, definition }) => faults(name, definition))).toEqual([]);
  });

  it('reads every vector that expects rows', () => {
    const found = vectors
      .filter((vector) => !vector.expect.error)
      .flatMap(({ id, spl, macros: own }) => {
        const { text, diagnostics } = expandMacros(spl, own ?? []);
        return [...errors(diagnostics).map((fault) => `${id}: ${fault}`), ...faults(id, text)];
      });
    expect(found).toEqual([]);
  });
});
