import type { Command } from '../ast/ast.ts';
import { fieldNamesOf } from '../datamodels/find-dataset.ts';
import { valueArgs } from '../lower/args.ts';
import { type LowerContext, refuse, refuseYet } from '../lower/context.ts';
import { openDataSet, toDataSetName } from '../lower/dataset.ts';
import { findLookup } from '../lower/lookup/definition.ts';
import { tableReading } from '../lower/lookup/read-table.ts';
import { tableRelation } from '../lower/lookup/table-relation.ts';
import { assignField, type Relation } from '../lower/relation.ts';
import type { Span } from '../source/span.ts';
import { defineCommand } from './define.ts';

export const from = defineCommand({
  name: 'from',
  doc: 'The events of a dataset of a data model, newest first, with the fields that the model defines and those of the events; no name stands before a field. Or the rows of a lookup table, as inputlookup gives them. Or the rows of a lookup table, as `inputlookup` gives them.',
  syntax: 'from datamodel:<model>[.<dataset>] | from lookup:<name>',
  source: 'Search Reference, from',
  generating: true,
  lower: (input, command, context) => {
    const { kind, name, span } = dataSetOf(command);
    if (kind === 'datamodel' && name !== '') return modelEvents(name, span, input, context);
    if (tableKinds.has(kind) && name !== '') {
      const definition = findLookup(name, span, [], context);
      return definition ? tableRelation(definition, context) : input;
    }
    if ((kind === 'lookup' || kind === 'inputlookup') && name !== '')
      return tableReading.lower(input, readingOf(command, name), context);
    if (name === '' || !kinds.has(kind)) refuse(context, 'SPL2162', span, { text: kind });
    else refuseYet(context, span, `from ${kind}:`, 'write from datamodel:Model.Dataset, or from lookup:name');
    return input;
  },
});

/** Two names of the same: the rows of a lookup table. */
const tableKinds: ReadonlySet<string> = new Set(['lookup', 'inputlookup']);

/** What `from` reads. Source: Search Reference, from (dataset types). */
const kinds: ReadonlySet<string> = new Set(['datamodel', 'lookup', 'inputlookup', 'savedsearch']);

/** `kind:name`, or both side by side. */
function dataSetOf(command: Command): { readonly kind: string; readonly name: string; readonly span: Span } {
  const values = valueArgs(command.args);
  const text = values.map((value) => value.text).join(':');
  const [kind = '', ...name] = text.split(':');
  const span = { start: values[0]?.span.start ?? 0, end: values.at(-1)?.span.end ?? 0 };
  return { kind: kind.toLowerCase(), name: name.join(':'), span };
}

/** The command as it would read a table by that name. */
function readingOf(command: Command, text: string): Command {
  const values = command.args.filter((arg) => arg.kind === 'value-arg').slice(-1);
  return { ...command, args: values.map((arg) => ({ ...arg, value: { ...arg.value, text } })) };
}

function modelEvents(name: string, span: Span, input: Relation, context: LowerContext): Relation {
  const opened = openDataSet(toDataSetName(name, span), undefined, [], context);
  if (!opened) return input;
  const defined = fieldNamesOf(opened.found).defined;
  return defined.reduce(
    (relation, field) => assignField(relation, field, opened.value(field), context),
    opened.events,
  );
}
