import { lowerError } from '../diagnostics/lower-messages.ts';
import { fieldNames, onlyOne, optionFlag, optionText, plainName } from '../lower/args.ts';
import { assignField, fieldValue, type Relation } from '../lower/relation.ts';
import type { PlanExpr } from '../plan/expr.ts';
import { defineCommand } from './define.ts';

/** Source: Search Reference, iplocation. */
const places = ['City', 'Country', 'Region', 'lat', 'lon'];
const furtherPlaces = ['Continent', 'MetroCode', 'Timezone'];

export const iplocation = defineCommand({
  name: 'iplocation',
  doc: 'Adds where an address is: City, Country, Region, lat and lon. There is no database of addresses here, so a search with it is refused; a check of many searches takes the fields as empty.',
  syntax: 'iplocation [prefix=<text>] [allfields=<bool>] [lang=<code>] <field>',
  source: 'Search Reference, iplocation',
  options: ['prefix', 'allfields', 'lang'],
  lower: (input, command, context) => {
    const field = onlyOne(fieldNames(command.args), ({ name }) => name, context);
    const isAssumed = context.options.unknownLookups === 'assume';
    const problem = lowerError('SPL3088', command.nameSpan, { command: command.name });
    context.report(isAssumed ? { ...problem, severity: 'info' } : problem);
    if (field) fieldValue(input, plainName(field, context), context);
    const prefix = optionText(command, 'prefix') ?? '';
    const all = optionFlag(command, 'allfields', false, context);
    const unknown: PlanExpr = { op: 'literal', value: null, type: 'dynamic' };
    return [...places, ...(all ? furtherPlaces : [])].reduce<Relation>(
      (relation, name) => assignField(relation, prefix + name, unknown, context),
      input,
    );
  },
});
