import type { Command } from '../ast/ast.ts';
import { lowerError } from '../diagnostics/lower-messages.ts';
import { fieldNames, onlyOne, optionFlag, optionText, plainName } from '../lower/args.ts';
import type { LowerContext } from '../lower/context.ts';
import { joinPlaces, type Place } from '../lower/places.ts';
import { assignField, fieldValue, firstOf, type Relation, setField } from '../lower/relation.ts';
import type { PlanExpr } from '../plan/expr.ts';
import { defineCommand } from './define.ts';

/** Source: Search Reference, iplocation. */
const places = ['City', 'Country', 'Region', 'lat', 'lon'];
const furtherPlaces = ['Continent', 'MetroCode', 'Timezone'];

export const iplocation = defineCommand({
  name: 'iplocation',
  doc: 'Adds where an address is: City, Country, Region, lat and lon. An address that the database does not know gets none of them. Without a database (--mmdb) a search with it is refused; a check of many searches takes the fields as empty.',
  syntax: 'iplocation [prefix=<text>] [allfields=<bool>] [lang=<code>] <field>',
  source: 'Search Reference, iplocation',
  options: ['prefix', 'allfields', 'lang'],
  lower: (input, command, context) => {
    const field = onlyOne(fieldNames(command.args), ({ name }) => name, context);
    const { placeOf } = context.options;
    const names = [...places, ...(optionFlag(command, 'allfields', false, context) ? furtherPlaces : [])];
    if (placeOf && field) {
      const address = fieldValue(input, plainName(field, context), context);
      const lang = optionText(command, 'lang') ?? 'en';
      return located(input, address, command, names, (text) => placeOf(text, lang), context);
    }
    const isAssumed = context.options.unknownLookups === 'assume';
    const problem = lowerError('SPL3088', command.nameSpan, { command: command.name });
    context.report(isAssumed ? { ...problem, severity: 'info' } : problem);
    if (field) fieldValue(input, plainName(field, context), context);
    const prefix = optionText(command, 'prefix') ?? '';
    const unknown: PlanExpr = { op: 'literal', value: null, type: 'dynamic' };
    return names.reduce<Relation>(
      (relation, name) => assignField(relation, prefix + name, unknown, context),
      input,
    );
  },
});

/** A field that the database knows nothing for keeps its value. */
function located(
  input: Relation,
  address: PlanExpr,
  command: Command,
  names: readonly string[],
  placeOf: (address: string) => Place | null,
  context: LowerContext,
): Relation {
  const prefix = optionText(command, 'prefix') ?? '';
  const { relation, values } = joinPlaces(input, address, names, placeOf, context);
  return names.reduce((next, name) => {
    const value = values.get(name);
    if (!value) return next;
    const before = fieldValue(relation, prefix + name, context);
    return before.type === 'null'
      ? setField(next, prefix + name, value)
      : assignField(next, prefix + name, firstOf(value, before), context);
  }, relation);
}
