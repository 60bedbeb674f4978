import { fieldFlow } from '../fields/field-flow.ts';
import type { FieldState } from '../fields/field-state.ts';
import { eventState } from '../fields/field-state.ts';
import { lexSpl } from '../lexer/lex-spl.ts';
import type { Token } from '../lexer/token.ts';
import { builtinMacros } from '../macros/builtin-macros.ts';
import { expandMacros } from '../macros/expand-macros.ts';
import type { MacroDefinition } from '../macros/macro-definition.ts';
import { commandSyntaxes } from '../parser/commands.ts';
import { parseSpl } from '../parser/parse-spl.ts';
import type { Span } from '../source/span.ts';

/** Where an offset is in a search. */
export interface CursorContext {
  readonly offset: number;
  /** Lower case; `search` for terms at the beginning. */
  readonly command: string;
  /** True where the name of a command is expected. */
  readonly atCommand: boolean;
  /** Offset at which the pipeline of the cursor begins, and its stage (behind the pipe). */
  readonly pipelineStart: number;
  readonly stageStart: number;
  /** The tokens of the stage before the cursor, blanks and comments left out, the word at the cursor included. */
  readonly tokens: readonly Token[];
  /** The word that ends at the cursor, and where it stands. */
  readonly word: string;
  readonly wordSpan: Span;
  /** The token that the cursor is inside of, when that is a string, macro call or comment. */
  readonly inside?: Token;
  /** The innermost open call: its name and how many commas stand before the cursor. */
  readonly call?: { readonly name: string; readonly argument: number };
}

interface Frame {
  readonly open: 'bracket' | 'paren';
  readonly name: string;
  commas: number;
  readonly start: number;
  stageStart: number;
}

/** Reads the text before the offset only, so that what follows cannot confuse it. */
export function cursorContext(text: string, offset: number): CursorContext {
  const at = Math.max(0, Math.min(Math.trunc(offset) || 0, text.length));
  const all = lexSpl(text.slice(0, at)).tokens;
  const last = all.at(-1);
  const inside = last && isOpen(last, text, at) ? last : undefined;
  const frames: Frame[] = [{ open: 'bracket', name: '', commas: 0, start: 0, stageStart: 0 }];
  let before: Token | undefined;
  for (const token of all) {
    if (token.kind === 'blank' || token.kind === 'comment') continue;
    const top = frames.at(-1);
    if (token.kind === 'open-paren')
      frames.push({
        open: 'paren',
        name: before?.kind === 'word' ? before.text.toLowerCase() : '',
        commas: 0,
        start: token.span.end,
        stageStart: 0,
      });
    else if (token.kind === 'open-bracket')
      frames.push({
        open: 'bracket',
        name: '',
        commas: 0,
        start: token.span.end,
        stageStart: token.span.end,
      });
    else if (token.kind === 'close-paren' && top?.open === 'paren') frames.pop();
    else if (
      token.kind === 'close-bracket' &&
      frames.some(({ open }, index) => open === 'bracket' && index > 0)
    ) {
      while (frames.at(-1)?.open === 'paren') frames.pop();
      frames.pop();
    } else if (token.kind === 'comma' && top) top.commas += 1;
    else if (token.kind === 'pipe') {
      while (frames.length > 1 && frames.at(-1)?.open === 'paren') frames.pop();
      const pipeline = frames.at(-1);
      if (pipeline) pipeline.stageStart = token.span.end;
    }
    before = token;
  }
  const pipeline = frames.findLast(({ open }) => open === 'bracket') ?? frames[0];
  const stageStart = pipeline?.stageStart ?? 0;
  const pipelineStart = pipeline?.start ?? 0;
  const tokens = all.filter(
    ({ kind, span }) => span.start >= stageStart && kind !== 'blank' && kind !== 'comment',
  );
  const top = frames.at(-1);
  return {
    offset: at,
    ...stageCommand(tokens, stageStart, pipelineStart, at),
    pipelineStart,
    stageStart,
    tokens,
    ...wordAt(text, at),
    ...(inside ? { inside } : {}),
    ...(top?.open === 'paren' && top.name !== '' ? { call: { name: top.name, argument: top.commas } } : {}),
  };
}

/** True for a token that runs on behind the cursor. */
function isOpen({ kind, text: token, span }: Token, text: string, at: number): boolean {
  if (span.end !== at) return false;
  const fence = kind === 'string' ? '"' : kind === 'macro' ? '`' : kind === 'comment' ? '```' : undefined;
  if (fence === undefined) return false;
  return token.length <= fence.length || !token.endsWith(fence) || text.slice(span.start, at) !== token;
}

function stageCommand(
  tokens: readonly Token[],
  stageStart: number,
  pipelineStart: number,
  at: number,
): { readonly command: string; readonly atCommand: boolean } {
  const [first] = tokens;
  const isFirstStage = stageStart === pipelineStart;
  if (!first) return { command: isFirstStage && stageStart === 0 ? 'search' : '', atCommand: true };
  const word = first.kind === 'word' ? first.text.toLowerCase() : '';
  const isWriting = tokens.length === 1 && first.span.end === at && first.kind === 'word';
  if (isWriting) return { command: isFirstStage ? 'search' : '', atCommand: true };
  if (isFirstStage && stageStart === 0 && word !== 'search') return { command: 'search', atCommand: false };
  return { command: commandSyntaxes.has(word) ? word : isFirstStage ? 'search' : word, atCommand: false };
}

function wordAt(text: string, at: number): { readonly word: string; readonly wordSpan: Span } {
  const before = /[\w.{}:*@$-]*$/.exec(text.slice(Math.max(0, at - 200), at))?.[0] ?? '';
  return { word: before, wordSpan: { start: at - before.length, end: at } };
}

/** The fields that the stages before the cursor leave. */
export function fieldsAt(
  text: string,
  context: CursorContext,
  macros: readonly MacroDefinition[] = [],
): FieldState {
  const head = text.slice(context.pipelineStart, context.stageStart).replace(/\|\s*$/, '');
  if (head.trim() === '') return eventState;
  const expansion = expandMacros(head, [...builtinMacros, ...macros], { defaultFilters: true });
  return fieldFlow(parseSpl(expansion.text).ast).stages.at(-1)?.after ?? eventState;
}
