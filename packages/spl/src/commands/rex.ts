import { onlyValue, optionOf, optionText, wholeNumber } from '../lower/args.ts';
import { type LowerContext, refuse } from '../lower/context.ts';
import { toText } from '../lower/eval/coerce.ts';
import { groupOffsets } from '../lower/group-offsets.ts';
import { type LoweredPattern, lowerPattern } from '../lower/pattern.ts';
import { assignField, fieldValue, firstOf, type Relation } from '../lower/relation.ts';
import { replaceNth } from '../lower/replace-nth.ts';
import { call, nullLiteral, numberLiteral, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import { rewriteReplacement } from '../regex/rewrite-replacement.ts';
import { parseSed, type SedEdit } from '../regex/sed.ts';
import type { Span } from '../source/span.ts';
import { defineCommand } from './define.ts';

export const rex = defineCommand({
  name: 'rex',
  doc: 'Takes fields out of text with the named groups of a regular expression, or edits text with mode=sed. Rows without a match stay as they are. max_match collects several matches as a multivalue field, 0 all of them. offset_field says where the groups were found: `0-9`, or `a=0-4&b=6-9` for several groups. The flag g of sed replaces every match, a number N the N-th one only.',
  syntax:
    'rex [field=<field>] [max_match=<int>] [offset_field=<field>] "<pattern>" | rex [field=<field>] mode=sed "<s/…/…/g | s/…/…/N | y/…/…/>"',
  source: 'Search Reference, rex',
  options: ['field', 'max_match', 'mode', 'offset_field'],
  lower: (input, command, context) => {
    const name = optionText(command, 'field') ?? '_raw';
    const text = onlyValue(command.args, context);
    if (!text) return input;
    if (optionText(command, 'mode')?.toLowerCase() === 'sed') {
      const edit = parseSed(text.text);
      if (edit) return editText(input, name, edit, text.span, context);
      refuse(context, 'SPL2021', text.span, { text: text.text });
      return input;
    }
    const limit = wholeNumber(optionOf(command, 'max_match')?.value, { fallback: 1, least: 0 }, context);
    const pattern = lowerPattern(text, context);
    if (!pattern) return input;
    if (pattern.groups.length === 0) refuse(context, 'SPL2022', text.span, {});
    const value = fieldValue(input, name, context);
    if (value.type === 'null') return input;
    const extracted = extract(input, value, pattern, limit, context);
    const offset = optionOf(command, 'offset_field');
    if (!offset) return extracted;
    const found = groupOffsets(value, pattern.pattern, limit, offset.span, context);
    const existing = fieldValue(input, offset.value.text, context);
    return assignField(extracted, offset.value.text, firstOf(found, existing), context);
  },
});

function extract(
  input: Relation,
  value: PlanExpr,
  pattern: LoweredPattern,
  limit: number,
  context: LowerContext,
): Relation {
  return pattern.groups.reduce<Relation>((relation, group) => {
    const args = [pattern.literal, numberLiteral(group.index)] as const;
    const found =
      limit === 1 && value.type !== 'multivalue'
        ? nonEmpty(call('regex.extract', 'dynamic', toText(value), ...args))
        : collected(value, args, limit, context);
    const existing = fieldValue(input, group.name, context);
    return assignField(relation, group.name, firstOf(found, existing), context);
  }, input);
}

/** A group that took no part in the match reads as the empty text; it gives no value. */
function nonEmpty(text: PlanExpr): PlanExpr {
  const empty = call('text.equal', 'boolean', text, noText);
  return { op: 'case', branches: [{ when: empty, then: nullLiteral }], otherwise: text, type: 'dynamic' };
}

const noText = stringLiteral('');

/** The group in the first `limit` matches (0: in all) in all values, as a list. */
function collected(
  value: PlanExpr,
  args: readonly [pattern: PlanExpr, group: PlanExpr],
  limit: number,
  context: LowerContext,
): PlanExpr {
  const all = allMatches(value, args, context);
  const taken = limit === 0 ? all : call('list.take', 'multivalue', all, numberLiteral(limit));
  const param = context.freshId();
  const body = call('text.unequal', 'boolean', { op: 'column', id: param, type: 'dynamic' }, noText);
  return call('list.filter', 'multivalue', taken, { op: 'lambda', param, body, type: 'boolean' });
}

function allMatches(
  value: PlanExpr,
  args: readonly [pattern: PlanExpr, group: PlanExpr],
  context: LowerContext,
): PlanExpr {
  if (value.type !== 'multivalue') return call('regex.extractAll', 'multivalue', toText(value), ...args);
  const param = context.freshId();
  const item: PlanExpr = { op: 'column', id: param, type: 'dynamic' };
  const body = call('regex.extractAll', 'multivalue', item, ...args);
  return call('list.flatMap', 'multivalue', value, { op: 'lambda', param, body, type: 'multivalue' });
}

function editText(input: Relation, name: string, edit: SedEdit, span: Span, context: LowerContext): Relation {
  const value = fieldValue(input, name, context);
  if (value.type === 'null') return input;
  if (value.type !== 'multivalue')
    return assignField(input, name, sedExpr(toText(value), edit, span, context), context);
  const param = context.freshId();
  const body = sedExpr({ op: 'column', id: param, type: 'dynamic' }, edit, span, context);
  const edited = call('list.map', 'multivalue', value, { op: 'lambda', param, body, type: 'dynamic' });
  return assignField(input, name, edited, context);
}

function sedExpr(text: PlanExpr, edit: SedEdit, span: Span, context: LowerContext): PlanExpr {
  if (edit.kind === 'transliterate')
    return call('text.translate', 'dynamic', text, stringLiteral(edit.from), stringLiteral(edit.to));
  const pattern = lowerPattern({ text: edit.pattern, span }, context);
  if (!pattern) return nullLiteral;
  if (edit.occurrence > 1) return replaceNth(text, pattern, edit.replacement, edit.occurrence, context);
  const replacement = stringLiteral(rewriteReplacement(edit.replacement, pattern.groupCount));
  const fn = edit.occurrence === 0 ? 'regex.replace' : 'regex.replaceFirst';
  return call(fn, 'dynamic', text, pattern.literal, replacement);
}
