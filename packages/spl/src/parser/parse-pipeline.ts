import type { Arg, Command, Pipeline, Stage, SubsearchArg } from '../ast/ast.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import { commandSyntaxes, genericSyntax } from './commands.ts';
import type { CommandSyntax } from './grammar.ts';
import { parseArguments } from './parse-arguments.ts';
import { isComparator, parseMacroCall } from './parse-name.ts';
import { parseSearchTerms } from './parse-search-terms.ts';
import { loneWord, StageFailure, type SyntaxToken, type TokenCursor } from './token-cursor.ts';

/**
 * Stages separated by pipes, up to the end of the text or the `]` of a subsearch. A stage that cannot be read gives a
 * diagnostic and a command with the arguments before the fault; the next stage is read as if nothing had happened.
 */
export function parsePipeline(cursor: TokenCursor, place: 'text' | 'brackets'): Pipeline {
  const { start } = cursor.peek().span;
  const commands: Stage[] = [];
  const leadingPipe = cursor.is('pipe');
  if (leadingPipe) cursor.next();
  else if (cursor.atStageEnd() && !(place === 'text' && cursor.is('close-bracket'))) {
    cursor.report('SPL1008', cursor.peek().span, {});
    return { kind: 'pipeline', generating: true, commands, span: cursor.spanFrom(start) };
  }
  for (let isFirst = !leadingPipe; ; isFirst = false) {
    const stage = parseStage(cursor, isFirst ? place : 'later');
    if (stage) commands.push(stage);
    while (place === 'text' && cursor.is('close-bracket')) {
      cursor.report('SPL1005', cursor.next().span, { found: ']' });
      cursor.skipStage();
    }
    if (!cursor.is('pipe')) break;
    cursor.next();
  }
  const [first] = commands;
  const generating = leadingPipe || !(first?.kind === 'command' && first.implied);
  return { kind: 'pipeline', generating, commands, span: cursor.spanFrom(start) };
}

/** `[ ... ]`. */
export function parseSubsearch(cursor: TokenCursor): SubsearchArg {
  const open = cursor.peek();
  return cursor.nested(() => {
    cursor.next();
    const pipeline = parsePipeline(cursor, 'brackets');
    if (!cursor.is('close-bracket')) cursor.fail('SPL1004', open.span, {});
    cursor.next();
    return { kind: 'subsearch', pipeline, span: cursor.spanFrom(open.span.start) };
  });
}

type StagePlace = 'text' | 'brackets' | 'later';

function parseStage(cursor: TokenCursor, place: StagePlace): Stage | undefined {
  if (cursor.atStageEnd()) {
    cursor.report('SPL1007', cursor.previous().span, {});
    return undefined;
  }
  if (place !== 'later' && isImpliedSearch(cursor, place)) return parseImplied(cursor);
  return parseCommand(cursor);
}

/** Runs `parse`; when it fails, moves on to the next stage. */
function recovering<T>(cursor: TokenCursor, parse: () => T): T | undefined {
  try {
    return parse();
  } catch (failure) {
    if (!(failure instanceof StageFailure)) throw failure;
    cursor.skipStage();
    return undefined;
  }
}

/** Commands that make rows, whose names are seldom meant as search terms at the beginning of a search. */
const generatingCommands: ReadonlySet<string> = new Set([
  'dbinspect',
  'inputlookup',
  'makeresults',
  'mstats',
  'multisearch',
  'tstats',
]);

/** The text of a search begins with terms unless it says `search`; in brackets a command must come first. */
function isImpliedSearch(cursor: TokenCursor, place: 'text' | 'brackets'): boolean {
  const word = loneWord(cursor);
  const isTerm = word === undefined || isComparator(cursor.peek(1));
  if (place === 'text') {
    if (isTerm || !generatingCommands.has(word)) return isTerm || word !== 'search';
    cursor.report('SPL1105', cursor.peek().span, { name: word });
    return true;
  }
  if (!isTerm && commandSyntaxes.has(word)) return false;
  if (cursor.is('macro')) return false;
  if (!cursor.is('open-bracket')) cursor.report('SPL1104', cursor.peek().span, { name: cursor.peek().text });
  return true;
}

function parseImplied(cursor: TokenCursor): Command {
  const { start } = cursor.peek().span;
  const args: Arg[] = [];
  recovering(cursor, () => args.push(parseWholeSearch(cursor)));
  return {
    kind: 'command',
    name: 'search',
    nameSpan: { start, end: start },
    implied: true,
    args,
    span: cursor.spanFrom(start),
  };
}

function parseWholeSearch(cursor: TokenCursor): Arg {
  const expr = parseSearchTerms(cursor);
  expectStageEnd(cursor);
  return { kind: 'search-arg', expr, span: expr.span };
}

function parseCommand(cursor: TokenCursor): Stage | undefined {
  const token = cursor.peek();
  return recovering(cursor, () => {
    if (token.kind === 'macro') return parseMacroStage(cursor);
    if (token.kind !== 'word') cursor.fail('SPL1017', token.span, {});
    cursor.next();
    const name = token.text.toLowerCase();
    return commandOf(cursor, token, name, syntaxOf(cursor, token, name));
  });
}

/** A macro alone is a stage; one with something after it stands for the beginning of any command. */
function parseMacroStage(cursor: TokenCursor): Stage {
  const token = cursor.peek();
  const call = parseMacroCall(cursor);
  const command = commandOf(cursor, token, token.text, genericSyntax);
  return command.args.length === 0 ? call : command;
}

/** Reads the arguments of the command that `token` names. After a fault those before it remain. */
function commandOf(cursor: TokenCursor, token: SyntaxToken, name: string, syntax: CommandSyntax): Command {
  const args: Arg[] = [];
  recovering(cursor, () => {
    parseArguments(cursor, name, syntax, args);
    expectStageEnd(cursor);
  });
  const span = cursor.spanFrom(token.span.start);
  return { kind: 'command', name, nameSpan: token.span, implied: false, args, span };
}

function syntaxOf(cursor: TokenCursor, token: SyntaxToken, name: string): CommandSyntax {
  const known = commandSyntaxes.get(name);
  if (known) return known;
  const similar = nearestName(name, commandSyntaxes.keys());
  cursor.report(
    'SPL1011',
    token.span,
    similar === undefined ? { name: token.text } : { name: token.text, similar },
  );
  return genericSyntax;
}

function expectStageEnd(cursor: TokenCursor): void {
  if (cursor.atStageEnd()) return;
  if (cursor.is('close-paren')) cursor.fail('SPL1005', cursor.peek().span, { found: ')' });
  cursor.failExpected('a pipe or the end of the search');
}
