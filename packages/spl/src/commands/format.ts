import type { Command } from '../ast/ast.ts';
import { optionOf, optionText, valueArgs, wholeNumber } from '../lower/args.ts';
import { type LowerContext, refuse } from '../lower/context.ts';
import { collectTexts, fieldText, joined, joinPresent } from '../lower/format-parts.ts';
import { completeScope, fieldValue, type Relation } from '../lower/relation.ts';
import { takeFirst } from '../lower/take.ts';
import { call, stringLiteral } from '../plan/expr.ts';
import { formattedFields, nothingFound } from '../subsearch/format-rows.ts';
import { defineCommand } from './define.ts';

export const format = defineCommand({
  name: 'format',
  doc: 'Puts all rows into one search expression, in the field `search`: the fields of a row joined by AND, the rows by OR. Missing and internal fields are left out, several values of a field are alternatives, and the fields `search` and `query` stand as they are. A subsearch whose rows stand for text ends with it, written or not.',
  syntax:
    'format [mvsep="OR"] [maxresults=<int>] [emptystr="NOT ( )"] ["<row prefix>" "<column prefix>" "<column separator>" "<column end>" "<row separator>" "<row end>"]',
  source: 'Search Reference, format',
  options: ['mvsep', 'maxresults', 'emptystr'],
  lower: (input, command, context) => {
    const [rowStart, columnStart, and, columnEnd, or, rowEnd] = marksOf(command, context);
    const separator = optionText(command, 'mvsep') ?? 'OR';
    const empty = optionText(command, 'emptystr') ?? nothingFound;
    const rows = completeScope(limited(input, command, context), context);
    const names = formattedFields(rows.scope.fields.map(({ name }) => name));
    const parts = names.map((name) => fieldText(name, fieldValue(rows, name, context), separator, context));
    const text = joinPresent(parts, ` ${and} `);
    const row = text.type === 'null' ? text : joined(`${columnStart} `, text, ` ${columnEnd}`);
    return collectTexts(
      rows,
      row,
      ` ${or} `,
      (all) =>
        call('coalesce', 'dynamic', joined(`${rowStart} `, all, ` ${rowEnd}`), {
          ...stringLiteral(empty),
          type: 'dynamic',
        }),
      context,
    );
  },
});

const usualMarks = ['(', '(', 'AND', ')', 'OR', ')'] as const;

/** All six marks are written, or none. */
function marksOf(command: Command, context: LowerContext): readonly string[] {
  const written = valueArgs(command.args);
  if (written.length === 0) return usualMarks;
  if (written.length !== usualMarks.length)
    refuse(context, 'SPL2143', command.span, { count: written.length });
  return usualMarks.map((usual, i) => written[i]?.text ?? usual);
}

function limited(input: Relation, command: Command, context: LowerContext): Relation {
  const range = { fallback: 0, least: 0 };
  const rows = wholeNumber(optionOf(command, 'maxresults')?.value, range, context);
  return rows === 0 ? input : takeFirst(input, rows);
}
