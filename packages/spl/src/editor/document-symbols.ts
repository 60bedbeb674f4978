import type { Pipeline, Stage } from '../ast/ast.ts';
import { commandSubsearches } from '../ast/visit.ts';
import { parseSpl } from '../parser/parse-spl.ts';
import type { Span } from '../source/span.ts';

/** A stage of a search, for an outline. */
export interface DocumentSymbol {
  readonly name: string;
  /** The beginning of its text. */
  readonly detail: string;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly children: readonly DocumentSymbol[];
}

const detailChars = 60;

/** The stages of a search, those of subsearches below the stage that holds them. */
export function documentSymbols(text: string): readonly DocumentSymbol[] {
  return symbolsOf(parseSpl(text).ast, text);
}

function symbolsOf({ commands }: Pipeline, text: string): readonly DocumentSymbol[] {
  return commands.map((stage) => symbolOf(stage, text));
}

function symbolOf(stage: Stage, text: string): DocumentSymbol {
  const detail = text.slice(stage.span.start, stage.span.end).replace(/\s+/g, ' ').slice(0, detailChars);
  if (stage.kind === 'macro')
    return { name: stage.name, detail, span: stage.span, nameSpan: stage.span, children: [] };
  return {
    name: stage.name,
    detail,
    span: stage.span,
    nameSpan: stage.implied ? stage.span : stage.nameSpan,
    children: commandSubsearches(stage).flatMap(({ pipeline }) => symbolsOf(pipeline, text)),
  };
}
