import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseConf } from '../../src/knowledge/conf.ts';
import { macrosOfConf, macrosOfYaml } from '../../src/knowledge/macro-readers.ts';

describe('the readers of macros', () => {
  it('take any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        macrosOfYaml(text);
        macrosOfConf(parseConf(text));
      }),
    );
  });

  it('read back the macros of a macros.conf', () => {
    const word = fc.stringMatching(/^[a-z_]{1,8}$/);
    const definition = fc
      .stringMatching(/^[!-~]([ -~]{0,20}[!-[\]-~])?$/)
      .filter((text) => !text.endsWith('\\'));
    const macro = fc.record({ name: word, arguments: fc.uniqueArray(word, { maxLength: 3 }), definition });
    const macros = fc.uniqueArray(macro, {
      selector: ({ name, arguments: args }) => `${name} ${args.length}`,
    });
    fc.assert(
      fc.property(
        macros.map((all) => all.filter(({ name }) => name !== 'default')),
        (all) => {
          const text = all.map(({ name, arguments: args, definition: body }) => {
            const header = args.length === 0 ? name : `${name}(${args.length})`;
            return `[${header}]\nargs = ${args.join(', ')}\ndefinition = ${body}\n`;
          });
          expect(macrosOfConf(parseConf(text.join('\n')))).toEqual({ macros: all, faults: [] });
        },
      ),
    );
  });
});
