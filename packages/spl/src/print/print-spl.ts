import type { Arg, Command, Pipeline, Stage, SubsearchArg } from '../ast/ast.ts';
import { commandSyntaxes } from '../parser/commands.ts';
import { printArgument } from './print-argument.ts';
import { printMacro } from './print-value.ts';

/**
 * The text of a search on one line. Reading it gives the same tree apart from spans, for every tree that the parser
 * makes without an error. Keywords and function names come out in one spelling, comments are gone.
 */
export function printSpl(ast: Pipeline): string {
  return printStages(ast, ' | ', true);
}

/** The same with one stage a line. */
export function formatSpl(ast: Pipeline): string {
  return printStages(ast, '\n| ', true);
}

function printStages({ generating, commands }: Pipeline, separator: string, isText: boolean): string {
  // In brackets a command stands first without a pipe.
  const lead = generating && isText && commands.length > 0 ? '| ' : '';
  return lead + commands.map((stage) => printStage(stage, isText)).join(separator);
}

function printSubsearch({ pipeline }: SubsearchArg): string {
  return `[${printStages(pipeline, ' | ', false)}]`;
}

function printStage(stage: Stage, isText: boolean): string {
  if (stage.kind === 'macro') return printMacro(stage);
  const args = printArguments(stage);
  if (stage.implied) return beginsLikeCommand(args, isText) ? `(${args})` : args;
  return args === '' ? stage.name : `${stage.name} ${args}`;
}

/** True when the first search term would be taken for a command, as after `(search) x`, or in brackets for a stage. */
function beginsLikeCommand(terms: string, isText: boolean): boolean {
  const word = /^[a-z]\w*(?=\s|$)/i.exec(terms)?.[0];
  return (
    (!isText && terms.startsWith('`')) || (word !== undefined && commandSyntaxes.has(word.toLowerCase()))
  );
}

/** Kinds whose repetitions are set apart by commas. */
const listed: ReadonlySet<Arg['kind']> = new Set(['assignment', 'aggregate', 'sort-key']);

function printArguments({ args }: Command): string {
  let text = '';
  let before: Arg | undefined;
  for (const arg of args) {
    if (before) text += before.kind === arg.kind && listed.has(arg.kind) ? ', ' : ' ';
    text += printArgument(arg, printSubsearch);
    before = arg;
  }
  return text;
}
