import type { AggregateArg, Command, FieldName } from '../ast/ast.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import { aggregateArgs, optionOf } from '../lower/args.ts';
import { type LowerContext, refuse } from '../lower/context.ts';
import { autoNumber, type Conversion, conversions, convertValue } from '../lower/convert-value.ts';
import { literalList } from '../lower/eval/convert.ts';
import { assignField, fieldValue, firstOf, matchFields, type Relation } from '../lower/relation.ts';
import { captureWildcards, countWildcards, fillWildcards, hasWildcard } from '../lower/wildcard.ts';
import type { PlanExpr } from '../plan/expr.ts';
import { parseTimeFormat } from '../time/strftime.ts';
import { defineCommand } from './define.ts';

const defaultTimeFormat = '%m/%d/%Y %H:%M:%S';

export const convert = defineCommand({
  name: 'convert',
  doc: 'Converts fields in place, or into the field after AS: ctime (epoch seconds to text), mktime (text to epoch seconds), dur2sec, mstime, memk, rmcomma, rmunit, num and auto (text to numbers). A value that a conversion does not fit stays as it is; num removes it, and auto leaves the whole field alone. none takes a field out of the wildcards.',
  syntax: 'convert [timeformat="<format>"] <function>(<field>) [AS <name>]...',
  source: 'Search Reference, convert',
  options: ['timeformat'],
  lower: (input, command, context) => {
    const pieces = formatPieces(command, context);
    const calls = aggregateArgs(command.args);
    const excluded = new Set(
      calls
        .flatMap((call) => (call.fn === 'none' ? targetsOf(call, input, context) : []))
        .map(({ from }) => from),
    );
    return calls.reduce((relation, written) => {
      const conversion = conversionOf(written, context);
      if (!conversion || written.fn === 'none') return relation;
      return targetsOf(written, relation, context)
        .filter(({ from, isNamed }) => isNamed || !excluded.has(from))
        .reduce((next, { from, to }) => {
          const value = fieldValue(next, from, context);
          if (value.type === 'null') return next;
          if (written.fn === 'auto') return autoNumber(next, value, to, context);
          const converted = convertValue(value, conversion, { pieces, now: context.options.now }, context);
          const result = from === to ? converted : firstOf(converted, fieldValue(next, to, context));
          return assignField(next, to, result, context);
        }, relation);
    }, input);
  },
});

function conversionOf({ fn, span }: AggregateArg, context: LowerContext): Conversion | undefined {
  const found = conversions.get(fn);
  if (!found) {
    const similar = nearestName(fn, [...conversions.keys()]);
    refuse(context, 'SPL2180', span, similar === undefined ? { fn } : { fn, similar });
  }
  return found;
}

interface Target {
  readonly from: string;
  readonly to: string;
  /** Written in full, not found by a wildcard. */
  readonly isNamed: boolean;
}

/** Which fields a call converts, and into which: `ctime(a)`, `ctime(*Time)`, `num(size_*) AS n_*`. */
function targetsOf(written: AggregateArg, input: Relation, context: LowerContext): readonly Target[] {
  const { arg, as } = written;
  if (arg?.kind !== 'field-name') {
    refuse(context, 'SPL2105', written.span, { fn: written.fn, syntax: `${written.fn}(<field>)` });
    return [];
  }
  if (!hasWildcard(arg.name)) return [{ from: arg.name, to: as?.name ?? arg.name, isNamed: true }];
  return matchingTargets(arg, as, input, context);
}

function matchingTargets(
  { name, span }: FieldName,
  as: FieldName | undefined,
  input: Relation,
  context: LowerContext,
): readonly Target[] {
  if (as && countWildcards(as.name) !== countWildcards(name)) {
    refuse(context, 'SPL2010', span, { from: name, to: as.name });
    return [];
  }
  return matchFields(input, name, context).map((field) => ({
    from: field.name,
    to: as ? fillWildcards(as.name, captureWildcards(name, field.name) ?? []) : field.name,
    isNamed: false,
  }));
}

function formatPieces(command: Command, context: LowerContext): PlanExpr {
  const written = optionOf(command, 'timeformat')?.value;
  const parsed = parseTimeFormat(written?.text ?? defaultTimeFormat);
  if (parsed.ok) return literalList(parsed.pieces);
  refuse(context, 'SPL2181', written?.span ?? command.span, { text: parsed.variable });
  return literalList([]);
}
