import type { Command } from '../ast/ast.ts';
import { optionOf, optionText, valueArgs } from '../lower/args.ts';
import { type LowerContext, refuse } from '../lower/context.ts';
import { toText } from '../lower/eval/coerce.ts';
import { lowerPattern } from '../lower/pattern.ts';
import { assignField, type Relation } from '../lower/relation.ts';
import { fieldValue } from '../lower/scope-access.ts';
import { call, nullLiteral, numberLiteral, type PlanExpr } from '../plan/expr.ts';
import { rewriteReplacement } from '../regex/rewrite-replacement.ts';
import { parseSed, type SedEdit } from '../regex/sed.ts';
import { defineCommand } from './define.ts';

export const rex = defineCommand({
  name: 'rex',
  doc: 'Takes fields out of text with the named groups of a regular expression, or edits text with mode=sed. Rows without a match stay as they are. max_match collects several matches as a multivalue field, 0 all of them.',
  syntax:
    'rex [field=<field>] [max_match=<int>] "<pattern>" | rex [field=<field>] mode=sed "<s/…/…/g | y/…/…/>"',
  source: 'Search Reference, rex',
  lower: (input, command, context) => {
    const offset = optionOf(command, 'offset_field');
    if (offset) refuse(context, 'SPL3003', offset.span, 'rex offset_field is not supported yet');
    const name = optionText(command, 'field') ?? '_raw';
    const text = valueArgs(command.args)[0];
    if (!text) return input;
    if (optionText(command, 'mode')?.toLowerCase() === 'sed') {
      const edit = parseSed(text.text);
      if (edit) return editText(input, name, edit, text.span, context);
      refuse(
        context,
        'SPL2021',
        text.span,
        `"${text.text}" is no sed expression`,
        'write s/<pattern>/<replacement>/g or y/<from>/<to>/',
      );
      return input;
    }
    return extract(input, name, text, command, context);
  },
});

function extract(
  input: Relation,
  name: string,
  text: { readonly text: string; readonly span: Command['span'] },
  command: Command,
  context: LowerContext,
): Relation {
  const value = fieldValue(input, name, context);
  const pattern = lowerPattern(text, context);
  if (!pattern) return input;
  if (pattern.groups.length === 0) {
    refuse(
      context,
      'SPL2022',
      text.span,
      'the pattern names no group',
      'name what to extract: (?<user>[^@]+)',
    );
  }
  if (value.type === 'null') return input;
  const limit = Number(optionText(command, 'max_match') ?? 1);
  return pattern.groups.reduce<Relation>(
    (relation, group) =>
      assignField(
        relation,
        group.name,
        extracted(
          value,
          pattern.literal,
          group.index,
          limit,
          fieldValue(input, group.name, context),
          context,
        ),
        context,
      ),
    input,
  );
}

function extracted(
  value: PlanExpr,
  pattern: PlanExpr,
  group: number,
  limit: number,
  existing: PlanExpr,
  context: LowerContext,
): PlanExpr {
  const index = numberLiteral(group);
  if (limit === 1 && value.type !== 'multivalue') {
    const found = nonEmpty(call('regex.extract', 'dynamic', toText(value), pattern, index));
    if (existing.type === 'null') return found;
    return existing.type === 'multivalue'
      ? call('coalesce', 'multivalue', call('list.of', 'multivalue', found), existing)
      : call('coalesce', 'dynamic', found, toText(existing));
  }
  const all = allMatches(value, pattern, index, context);
  const cut = limit === 0 ? all : call('list.take', 'multivalue', all, numberLiteral(limit));
  if (existing.type === 'null') return cut;
  const kept = existing.type === 'multivalue' ? existing : call('list.of', 'multivalue', toText(existing));
  return call('coalesce', 'multivalue', cut, kept);
}

/** A group that took no part in the match reads as the empty text; it gives no value. */
function nonEmpty(text: PlanExpr): PlanExpr {
  const empty = call('text.equal', 'boolean', text, { op: 'literal', value: '', type: 'text' });
  return { op: 'case', branches: [{ when: empty, then: nullLiteral }], otherwise: text, type: 'dynamic' };
}

function allMatches(value: PlanExpr, pattern: PlanExpr, index: PlanExpr, context: LowerContext): PlanExpr {
  if (value.type !== 'multivalue')
    return call('regex.extractAll', 'multivalue', toText(value), pattern, index);
  const param = context.freshId();
  const body = call(
    'regex.extractAll',
    'multivalue',
    { op: 'column', id: param, type: 'dynamic' },
    pattern,
    index,
  );
  return call('list.flatMap', 'multivalue', value, { op: 'lambda', param, body, type: 'multivalue' });
}

function editText(
  input: Relation,
  name: string,
  edit: SedEdit,
  span: Command['span'],
  context: LowerContext,
): Relation {
  const value = fieldValue(input, name, context);
  if (value.type === 'null') return input;
  const apply = (text: PlanExpr): PlanExpr => sedExpr(text, edit, span, context);
  if (value.type !== 'multivalue') return assignField(input, name, apply(toText(value)), context);
  const param = context.freshId();
  const body = apply({ op: 'column', id: param, type: 'dynamic' });
  return assignField(
    input,
    name,
    call('list.map', 'multivalue', value, { op: 'lambda', param, body, type: 'dynamic' }),
    context,
  );
}

function sedExpr(text: PlanExpr, edit: SedEdit, span: Command['span'], context: LowerContext): PlanExpr {
  const literal = (value: string): PlanExpr => ({ op: 'literal', value, type: 'text' });
  if (edit.kind === 'transliterate')
    return call('text.translate', 'dynamic', text, literal(edit.from), literal(edit.to));
  if (edit.occurrence > 1)
    return refuse(
      context,
      'SPL3003',
      span,
      'replacing only the N-th match is not supported yet',
      'use the g flag',
    );
  const pattern = lowerPattern({ text: edit.pattern, span }, context);
  if (!pattern) return nullLiteral;
  const fn = edit.occurrence === 0 ? 'regex.replace' : 'regex.replaceFirst';
  return call(
    fn,
    'dynamic',
    text,
    pattern.literal,
    literal(rewriteReplacement(edit.replacement, pattern.groupCount)),
  );
}
