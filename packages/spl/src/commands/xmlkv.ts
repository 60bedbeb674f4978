import { fieldNames, onlyOne, plainName } from '../lower/args.ts';
import { splitTexts } from '../lower/each-value.ts';
import { toText } from '../lower/eval/coerce.ts';
import { namesIn, openMade } from '../lower/made-fields.ts';
import { fieldValue, materialise } from '../lower/relation.ts';
import { call, numberLiteral, type PlanExpr } from '../plan/expr.ts';
import { literalPattern } from '../regex/literal-pattern.ts';
import { defineCommand } from './define.ts';

export const xmlkv = defineCommand({
  name: 'xmlkv',
  doc: 'Makes each XML element that holds just text a field of its name, of `_raw` or of another field. Several elements of one name give a multivalue field; attributes are left out and entities stay as they are written.',
  syntax: 'xmlkv [<field>] [maxinputs=<int>]',
  source: 'Search Reference, xmlkv',
  // How many rows Splunk hands over at once.
  options: ['maxinputs'],
  lower: (input, command, context) => {
    const field = onlyOne(fieldNames(command.args), ({ name }) => name, context);
    const value = fieldValue(input, field ? plainName(field, context) : '_raw', context);
    if (value.type === 'null') return input;
    const { relation, column } = materialise(input, value, context);
    const names = column.type === 'multivalue' ? undefined : namesIn(relation, toText(column), elementNames);
    return openMade(relation, 'xmlkv', (name) => elements(name, column), names);

    function elements(name: string, text: PlanExpr): PlanExpr {
      const tag = literalPattern(name);
      const pattern: PlanExpr = {
        op: 'literal',
        value: `<${tag}(?:\\s[^>]*)?>([^<]*)</${tag}\\s*>`,
        type: 'text',
      };
      const found = (xml: PlanExpr): PlanExpr =>
        call('regex.extractAll', 'multivalue', xml, pattern, numberLiteral(1));
      return splitTexts(text, found, context);
    }
  },
});

/** The names of the elements that may hold just text; one that does not gives no value. */
function elementNames(xml: string): readonly string[] {
  return [...new Set([...xml.matchAll(/<\/([^\s<>/]+)\s*>/g)].map(([, name = '']) => name))];
}
