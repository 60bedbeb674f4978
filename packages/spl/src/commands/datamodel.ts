import type { ValueText } from '../ast/ast.ts';
import { type FoundDataSet, fieldNamesOf } from '../datamodels/find-dataset.ts';
import { valueArgs } from '../lower/args.ts';
import { type LowerContext, refuse, refuseYet } from '../lower/context.ts';
import { isDefaultField, type OpenDataSet, openDataSet } from '../lower/dataset.ts';
import { assignField, closedScope, completeScope, isInternal, type Relation } from '../lower/relation.ts';
import { defineCommand } from './define.ts';

export const datamodel = defineCommand({
  name: 'datamodel',
  doc: 'The events of a dataset of a data model, newest first. With `search` the dataset stands before the name of each of its fields, as in tstats; with `flat` it does not.',
  syntax:
    'datamodel <model> <dataset> search|flat [summariesonly=<bool>] [allow_old_summaries=<bool>] [strict_fields=<bool>]',
  source: 'Search Reference, datamodel',
  generating: true,
  // They say how Splunk looks for accelerated summaries, which do not exist here.
  options: ['summariesonly', 'allow_old_summaries', 'strict_fields'],
  lower: (input, command, context) => {
    const [model, dataset, mode, extra] = valueArgs(command.args);
    if (extra) refuse(context, 'SPL1037', extra.span, { text: extra.text });
    const isFlat = mode?.text.toLowerCase() === 'flat';
    if (!model || !dataset || (!isFlat && mode?.text.toLowerCase() !== 'search')) {
      refuseYet(context, command.span, describe(mode), 'write datamodel <model> <dataset> search');
      return input;
    }
    const name = { model: model.text, dataset: dataset.text, span: dataset.span };
    const opened = openDataSet(name, undefined, [], context);
    if (!opened) return input;
    return isFlat ? flat(opened, context) : prefixed(opened, context);
  },
});

function describe(mode: ValueText | undefined): string {
  return mode ? `datamodel in the mode "${mode.text}"` : 'datamodel without the events of a dataset';
}

function flat({ events, found, value }: OpenDataSet, context: LowerContext): Relation {
  return fieldNamesOf(found).defined.reduce(
    (relation, field) => assignField(relation, field, value(field), context),
    events,
  );
}

/** Without a list of the events' own fields a dataset has all of them. */
function prefixed({ events, found, value }: OpenDataSet, context: LowerContext): Relation {
  const { defined, plain } = fieldNamesOf(found);
  const known = plain.length === 0 ? completeScope(events, context).scope.fields.map(({ name }) => name) : [];
  const own = [...new Set([...defined, ...plain, ...known])].filter(
    (name) => !isInternal(name) && !isDefaultField(name),
  );
  const all = [
    ...['_time', 'host', 'source', 'sourcetype', '_raw'].map((name) => ({ name, expr: value(name) })),
    ...own.map((name) => ({ name: `${pathOf(name, found)}.${name}`, expr: value(name) })),
  ];
  const assigned = all.reduce(
    (relation, { name, expr }) => assignField(relation, name, expr, context),
    events,
  );
  const names = new Set(all.map(({ name }) => name));
  return { ...assigned, scope: closedScope(assigned.scope.fields.filter(({ name }) => names.has(name))) };
}

/** The path of the dataset that has the field first; what none lists is the root's. */
function pathOf(name: string, { lineage }: FoundDataSet): string {
  const at = lineage.findIndex(
    ({ fields = {}, plainFields = [] }) => Object.hasOwn(fields, name) || plainFields.includes(name),
  );
  const path = lineage.slice(0, Math.max(at, 0) + 1);
  return path.map(({ dataset }) => dataset).join('.');
}
