import type { Arg, Command, FieldName } from '../ast/ast.ts';
import { optionFlag, plainName, valueArgs } from '../lower/args.ts';
import { type LowerContext, refuse } from '../lower/context.ts';
import { commonType, toType } from '../lower/eval/convert.ts';
import { findLookup, type LookupDefinition } from '../lower/lookup/definition.ts';
import { isFound, matchLists } from '../lower/lookup/match-lists.ts';
import { assignField, fieldValue, firstOf, type Relation } from '../lower/relation.ts';
import type { PlanExpr } from '../plan/expr.ts';
import { defineCommand } from './define.ts';

export const lookup = defineCommand({
  name: 'lookup',
  doc: 'Adds fields of the rows of a lookup table whose fields equal those of the row. Several matching rows give multivalue fields, in the order of the table; several values of one field are looked up one by one. A row without a match stays as it is. `OUTPUTNEW` leaves fields that have a value alone; without an output clause all other fields of the table are added.',
  syntax:
    'lookup [local=<bool>] [update=<bool>] <name> <table-field> [AS <field>] … [OUTPUT|OUTPUTNEW <table-field> [AS <field>] …]',
  source: 'Search Reference, lookup; Admin Manual, transforms.conf',
  // Where Splunk runs the lookup, and whether it follows changes, makes no difference.
  options: ['local', 'update'],
  lower: (input, command, context) => {
    for (const name of ['local', 'update']) optionFlag(command, name, false, context);
    const { name, inputs, outputs } = readArguments(command, context);
    if (name === undefined) return input;
    const named = [...inputs, ...(outputs ?? [])].map(({ table }) => table);
    const definition = findLookup(
      name.text,
      name.span,
      named.map((field) => field.name),
      context,
    );
    if (!definition) return input;
    if (inputs.length === 0) refuse(context, 'SPL2152', name.span, { name: name.text });
    const missing = named.filter((field) => !definition.fields.includes(field.name));
    for (const { name: field, span } of missing)
      refuse(context, 'SPL2151', span, { name: name.text, field, fields: definition.fields });
    if (missing.length > 0 || inputs.length === 0) return input;
    return addFields(input, definition, inputs, outputs ?? otherFields(definition, inputs), context);
  },
});

/** A field of the table and the field of the event that goes with it. */
interface Pair {
  readonly table: FieldName;
  readonly event: string;
}

interface Output {
  readonly field: string;
  readonly event: string;
  /** Only where the event has no such field yet. */
  readonly isNew: boolean;
}

interface OutputPair extends Pair, Output {}

function readArguments(command: Command, context: LowerContext) {
  const [name] = valueArgs(command.args);
  const inputs: Pair[] = [];
  let outputs: OutputPair[] | undefined;
  let clause: string | null = null;
  for (const arg of command.args) {
    if (arg.kind === 'keyword') {
      clause = arg.word;
      outputs ??= [];
    }
    const pair = pairOf(arg, context);
    if (!pair) continue;
    if (clause === null) inputs.push(pair);
    else outputs?.push({ ...pair, field: pair.table.name, isNew: clause === 'outputnew' });
  }
  return { name, inputs, outputs };
}

function pairOf(arg: Arg, context: LowerContext): Pair | null {
  if (arg.kind === 'field-arg') return { table: arg.field, event: plainName(arg.field, context) };
  if (arg.kind !== 'rename') return null;
  plainName(arg.from, context);
  return { table: arg.from, event: plainName(arg.to, context) };
}

function otherFields({ fields }: LookupDefinition, inputs: readonly Pair[]): readonly Output[] {
  return fields
    .filter((field) => !inputs.some(({ table }) => table.name === field))
    .map((field) => ({ field, event: field, isNew: false }));
}

function addFields(
  input: Relation,
  definition: LookupDefinition,
  inputs: readonly Pair[],
  outputs: readonly Output[],
  context: LowerContext,
): Relation {
  const keys = inputs.map(({ table, event }) => ({
    field: table.name,
    value: fieldValue(input, event, context),
  }));
  const wanted = [...new Set(outputs.map(({ field }) => field))];
  const matched = matchLists(input.plan, definition, keys, wanted, context);
  const found = isFound(matched);
  return outputs.reduce<Relation>(
    (relation, { field, event, isNew }) => {
      const value = matched.values.get(field);
      if (!value) return relation;
      const before = fieldValue(input, event, context);
      const after = isNew ? firstOf(before, value) : whereFound(found, value, before);
      return assignField(relation, event, after, context);
    },
    { ...input, plan: matched.plan },
  );
}

/** A row without a match keeps the value that it has. */
function whereFound(found: PlanExpr, value: PlanExpr, before: PlanExpr): PlanExpr {
  if (before.type === 'null') return value;
  const type = commonType([value.type, before.type]) ?? 'dynamic';
  return {
    op: 'case',
    branches: [{ when: found, then: toType(value, type) }],
    otherwise: toType(before, type),
    type,
  };
}
