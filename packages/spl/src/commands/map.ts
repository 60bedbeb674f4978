import type { Command } from '../ast/ast.ts';
import { mapSpans } from '../ast/map-spans.ts';
import { rowsLeftOut } from '../diagnostics/lower-messages.ts';
import { optionOf, wholeNumber } from '../lower/args.ts';
import { type Answer, type LowerContext, refuse } from '../lower/context.ts';
import { fillTemplate, templateFields } from '../lower/map-template.ts';
import { closedScope, fieldValue, type Relation } from '../lower/relation.ts';
import { subsearchArgs } from '../lower/subsearch-arg.ts';
import { takeFirst } from '../lower/take.ts';
import { unionRelations } from '../lower/union-relations.ts';
import { printSpl } from '../print/print-spl.ts';
import { defineCommand } from './define.ts';

export const map = defineCommand({
  name: 'map',
  doc: 'Runs a search for each of the current rows, ten at most unless `maxsearches` says otherwise, and gives the rows of all of them. `$field$` stands for the value that the row has.',
  syntax: 'map [maxsearches=<int>] search="<search>" | map [maxsearches=<int>] [<subsearch>]',
  source: 'Search Reference, map',
  takesSubsearch: true,
  options: ['search', 'maxsearches'],
  lower: (input, command, context) => {
    const template = templateOf(command, context);
    const range = { fallback: 10, least: 1, most: mostSearches };
    const limit = wholeNumber(optionOf(command, 'maxsearches')?.value, range, context);
    const names = templateFields(template);
    const answer = context.answerOf(question(input, names, limit, context));
    // Before the rows are known one search shows what is wrong with the text, and which fields there will be.
    const rows: Answer = answer ? answer.slice(0, limit) : [names.map(() => 'x')];
    if (answer && answer.length > limit)
      context.report(rowsLeftOut(command.span, { rows: limit, command: 'map' }));
    const searches = rows.map((row) => {
      const values = new Map(names.map((name, i) => [name, row[i] ?? null]));
      return lowerText(fillTemplate(template, values), command, context);
    });
    return searches.length === 0 ? noRows : unionRelations(searches, context);
  },
});

/** Each is a part of one plan, which must stay a size that an engine takes. */
const mostSearches = 200;

const noRows: Relation = {
  plan: { op: 'values', columns: [], rows: [] },
  scope: closedScope([]),
  order: [],
};

function templateOf(command: Command, context: LowerContext): string {
  const [subsearch] = subsearchArgs(command);
  const text = optionOf(command, 'search')?.value.text;
  if (text === undefined && !subsearch) refuse(context, 'SPL2141', command.span, { command: 'map' });
  return text ?? (subsearch ? printSpl(subsearch.pipeline) : 'search *');
}

/** The values of the rows that are asked for, and one row more. */
function question(input: Relation, names: readonly string[], limit: number, context: LowerContext): Relation {
  const fields = names.map((name) => ({ name, expr: fieldValue(input, name, context) }));
  return { ...takeFirst(input, limit + 1), scope: closedScope(fields) };
}

function lowerText(text: string, command: Command, context: LowerContext): Relation {
  const read = context.options.readSearch?.(text);
  if (!read) return noRows;
  for (const diagnostic of read.diagnostics) context.report({ ...diagnostic, span: command.span });
  return context.lowerSubsearch(mapSpans(read.ast, () => command.span));
}
