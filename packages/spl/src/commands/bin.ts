import type { Command } from '../ast/ast.ts';
import { alignSpan } from '../lower/align-time.ts';
import { onlyOne, optionOf, plainName } from '../lower/args.ts';
import { binValue } from '../lower/bin-value.ts';
import { type LowerContext, refuse, refuseYet } from '../lower/context.ts';
import { assignField, fieldValue } from '../lower/relation.ts';
import { parseSpan, type TimeSpan } from '../time/span.ts';
import { defineCommand } from './define.ts';

export const bin = defineCommand({
  name: 'bin',
  aliases: ['bucket', 'discretize'],
  doc: 'Puts values into bins. A time is floored to the span (seconds, minutes and hours align to the epoch, days and longer to midnight UTC; aligntime lets a bin of seconds, minutes or hours begin at another time); a number becomes the label lo-hi of its bin. Other values stay as they are.',
  syntax: 'bin span=<span> [aligntime=earliest|latest|<time>] <field> [AS <name>]',
  source: 'Search Reference, bin',
  options: ['span', 'aligntime'],
  optionsNotYet: ['bins', 'minspan', 'start', 'end'],
  lower: (input, command, context) => {
    const target = binTarget(command, context);
    const span = spanOf(command, context);
    if (!target || !span) return input;
    const result = binValue(
      fieldValue(input, target.from, context),
      alignSpan(span, command, input, context),
      target.from,
    );
    if (result) return assignField(input, target.to, result, context);
    refuseYet(context, command.span, 'a bin of several months, quarters or years', 'use span=1mon');
    return input;
  },
});

interface BinTarget {
  readonly from: string;
  readonly to: string;
}

/** The option may also stand between the field and its new name: `bin _time span=1d AS day`. */
function binTarget(command: Command, context: LowerContext): BinTarget | undefined {
  const targets = command.args.flatMap((arg) => {
    if (arg.kind === 'rename') return [{ from: arg.from, to: arg.to, span: arg.span }];
    return arg.kind === 'field-arg' ? [{ from: arg.field, to: arg.field, span: arg.span }] : [];
  });
  const [first, as, renamed] = targets;
  if (first && renamed && targets.length === 3 && as?.from.name.toLowerCase() === 'as') {
    return { from: plainName(first.from, context), to: renamed.to.name };
  }
  const target = onlyOne(targets, ({ from }) => from.name, context);
  return target && { from: plainName(target.from, context), to: target.to.name };
}

function spanOf(command: Command, context: LowerContext): TimeSpan | null {
  const value = optionOf(command, 'span')?.value;
  if (!value) {
    refuseYet(context, command.span, 'bin without a span', 'write a span such as span=1h or span=100');
    return null;
  }
  const span = parseSpan(value.text);
  if (!span) refuse(context, 'SPL1030', value.span, { text: value.text });
  return span;
}
