import type { Command } from '../ast/ast.ts';
import { keywordIndex, optionFlag, optionOf, plainNames, wholeNumber } from '../lower/args.ts';
import { type LowerContext, refuse, refuseYet } from '../lower/context.ts';
import { joinByTime } from '../lower/join-by-time.ts';
import { firstRows, joinRelations } from '../lower/join-relations.ts';
import { completeScope, fieldValue, isInternal, type Relation } from '../lower/relation.ts';
import { subsearchArg } from '../lower/subsearch-arg.ts';
import { limitRows, limitsOf } from '../lower/subsearch-limit.ts';
import { defineCommand } from './define.ts';

export const join = defineCommand({
  name: 'join',
  doc: 'Joins each row with the rows of a subsearch that have the same values in the fields, letter case included; without fields, in all fields that both sides have. By default the first such row only, and rows without one are dropped; `type=left` keeps them. The values of the subsearch replace those of the row unless `overwrite=false`. A row that lacks one of the fields matches nothing.',
  syntax:
    'join [type=inner|left|outer] [max=<int>] [overwrite=<bool>] [usetime=<bool>] [earlier=<bool>] [<field-list>] [<subsearch>]',
  source: 'Search Reference, join',
  takesSubsearch: true,
  options: ['type', 'max', 'overwrite', 'usetime', 'earlier'],
  optionsNotYet: ['left', 'right'],
  lower: (input, command, context) => {
    const subsearch = subsearchArg(command, context);
    if (!subsearch) return input;
    if (keywordIndex(command, 'where') >= 0) refuseYet(context, command.span, 'join with where');
    const found = context.lowerSubsearch(subsearch.pipeline);
    const right = limitRows(found, limitsOf(context).joinRows, subsearch.span, 'join', context);
    const names = joinFields(command, input, right, context);
    const max = wholeNumber(optionOf(command, 'max')?.value, { fallback: 1, least: 0 }, context);
    const prefer = optionFlag(command, 'overwrite', true, context) ? 'right' : 'left';
    const spec = { kind: joinKind(command, context), prefer } as const;
    const earlier = optionFlag(command, 'earlier', true, context);
    if (optionFlag(command, 'usetime', false, context))
      return joinByTime(input, right, names, { ...spec, max, earlier }, context);
    const rightKeys = names.map((name) => fieldValue(right, name, context));
    const matching = max === 0 ? right : firstRows(right, rightKeys, max, context);
    const on = names.map((name, i) => ({
      left: fieldValue(input, name, context),
      right: rightKeys[i] ?? fieldValue(right, name, context),
    }));
    return joinRelations(input, matching, { ...spec, on }, context);
  },
});

function joinKind(command: Command, context: LowerContext): 'inner' | 'left' {
  const value = optionOf(command, 'type')?.value;
  const name = value?.text.toLowerCase() ?? 'inner';
  if (value && !['inner', 'left', 'outer'].includes(name))
    refuse(context, 'SPL2140', value.span, { text: value.text });
  return name === 'inner' ? 'inner' : 'left';
}

/** Without a list: the fields that both sides have. */
function joinFields(
  command: Command,
  left: Relation,
  right: Relation,
  context: LowerContext,
): readonly string[] {
  const names = plainNames(command.args, context);
  if (names.length > 0) return names;
  const [own, other] = [completeScope(left, context), completeScope(right, context)];
  return own.scope.fields.flatMap(({ name, expr }) => {
    const isShared = expr.type !== 'null' && fieldValue(other, name, context).type !== 'null';
    return isShared && !isInternal(name) ? [name] : [];
  });
}
