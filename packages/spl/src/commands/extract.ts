import type { Command } from '../ast/ast.ts';
import { optionFlag, optionOf, optionText, valueArgs, wholeNumber } from '../lower/args.ts';
import { type LowerContext, refuse } from '../lower/context.ts';
import { toText } from '../lower/eval/coerce.ts';
import { openMade } from '../lower/made-fields.ts';
import { fieldValue, materialise } from '../lower/relation.ts';
import { call, nullLiteral, numberLiteral, type PlanExpr } from '../plan/expr.ts';
import { classMembers, literalPattern } from '../regex/literal-pattern.ts';
import { defineCommand } from './define.ts';

export const extract = defineCommand({
  name: 'extract',
  aliases: ['kv'],
  doc: 'Takes key and value pairs out of `_raw`: key=value by default, or with delimiters of your own, each character of which separates pairs (pairdelim) or a key from its value (kvdelim). Quotes around a value are dropped. A field that is found takes precedence over one of the same name. The first pair of a key counts, all with mv_add=true.',
  syntax:
    'extract [pairdelim="<characters>" kvdelim="<characters>"] [auto=<bool>] [clean_keys=<bool>] [mv_add=<bool>] [limit=<int>] [maxchars=<int>] [reload=<bool>] [segment=<bool>]',
  source: 'Search Reference, extract',
  options: ['pairdelim', 'kvdelim', 'auto', 'clean_keys', 'mv_add', 'limit', 'maxchars', 'reload', 'segment'],
  lower: (input, command, context) => {
    const [stanza] = valueArgs(command.args);
    if (stanza) {
      refuse(context, 'SPL3083', stanza.span, { name: stanza.text });
      return input;
    }
    // Limits that Splunk sets for its own sake, and settings of its indexes.
    for (const name of ['reload', 'segment', 'auto']) optionFlag(command, name, true, context);
    for (const name of ['limit', 'maxchars'])
      wholeNumber(optionOf(command, name)?.value, { fallback: 0, least: 0 }, context);
    const raw = fieldValue(input, '_raw', context);
    if (raw.type === 'null') return input;
    const takesAll = optionFlag(command, 'mv_add', false, context);
    const patternOf = pairPattern(command, context);
    const { relation, column } = materialise(input, toText(raw), context);
    return openMade(relation, 'extract', (name) => pairValue(column, patternOf(name), takesAll, context));
  },
});

interface PairPattern {
  readonly pattern: string;
  /** The groups that may hold the value. */
  readonly groups: readonly number[];
}

/** Without delimiters a value ends at a blank, a comma or a semicolon. */
function pairPattern(command: Command, context: LowerContext): (name: string) => PairPattern | null {
  const pairs = optionText(command, 'pairdelim');
  const keys = optionText(command, 'kvdelim');
  const cleans = optionFlag(command, 'clean_keys', true, context);
  if ((pairs === undefined) !== (keys === undefined))
    refuse(context, 'SPL2185', command.span, { given: pairs === undefined ? 'kvdelim' : 'pairdelim' });
  const between = pairs === undefined ? '\\s,;&?|' : classMembers(pairs);
  const equals = keys === undefined ? '=' : classMembers(keys);
  const closed = pairs === undefined ? '\\s,;' : between;
  return (name) => {
    if (between === '' || equals === '' || closed === '') return null;
    const key = cleans ? literalPattern(name).replaceAll('_', '[^A-Za-z0-9]') : literalPattern(name);
    const start = pairs === undefined ? `(?:^|[${between}({\\["'])` : `(?:^|[${between}])`;
    const space = pairs === undefined ? '' : '[ \\t\\r\\n]*';
    const value = `(?:"((?:[^"\\\\]|\\\\.)*)"|([^"${closed}][^${closed}]*))`;
    return { pattern: `${start}${space}${key}${space}[${equals}]${space}${value}`, groups: [1, 2] };
  };
}

/** The value of the first pair, or of every pair. */
function pairValue(
  text: PlanExpr,
  found: PairPattern | null,
  takesAll: boolean,
  context: LowerContext,
): PlanExpr {
  if (!found) return nullLiteral;
  const pattern: PlanExpr = { op: 'literal', value: found.pattern, type: 'text' };
  // Of the two groups the one that took no part gives the empty text.
  const textOf = (pair: PlanExpr): PlanExpr =>
    call(
      'text.concat',
      'dynamic',
      ...found.groups.map((group) => call('regex.extract', 'dynamic', pair, pattern, numberLiteral(group))),
    );
  if (!takesAll) return textOf(text);
  const pairs = call('regex.extractAll', 'multivalue', text, pattern, numberLiteral(0));
  const param = context.freshId();
  const body = textOf({ op: 'column', id: param, type: 'dynamic' });
  return call('list.map', 'multivalue', pairs, { op: 'lambda', param, body, type: 'dynamic' });
}
