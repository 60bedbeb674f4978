import { optionOf, renamedField } from '../lower/args.ts';
import { refuse } from '../lower/context.ts';
import { fieldValue, setField } from '../lower/relation.ts';
import { windowColumn } from '../lower/window-column.ts';
import { defineCommand } from './define.ts';

/** More rows back than this are taken for a mistake: each makes a field. */
const mostFields = 100;

export const autoregress = defineCommand({
  name: 'autoregress',
  doc: 'Copies the value that a field has in an earlier row, one row back unless p says otherwise, into a field called <field>_p<rows>, or into the one named. A range p=1-3 makes a field for each.',
  syntax: 'autoregress <field> [AS <name>] [p=<int> | p=<int>-<int>]',
  source: 'Search Reference, autoregress',
  options: ['p'],
  lower: (input, command, context) => {
    const target = renamedField(command, context);
    const written = optionOf(command, 'p')?.value;
    const [, first = '1', last = first] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(written?.text ?? '1') ?? [
      '',
      '0',
    ];
    const [from, to] = [Number(first), Number(last)];
    if (!target) return input;
    if (from < 1 || to < from || to - from >= mostFields || (from < to && target.to !== target.from)) {
      refuse(context, 'SPL2173', written?.span ?? command.span, { most: mostFields });
      return input;
    }
    const value = fieldValue(input, target.from, context);
    const steps = Array.from({ length: to - from + 1 }, (_, i) => from + i);
    if (value.type === 'null') return input;
    return steps.reduce((relation, back) => {
      const frame = { kind: 'rows', preceding: back, following: -back } as const;
      const earlier = { fn: 'first', type: value.type, args: [value], frame } as const;
      const copied = windowColumn(relation, earlier, context);
      const name = target.to === target.from ? `${target.from}_p${back}` : target.to;
      return setField(copied.relation, name, copied.column);
    }, input);
  },
});
