import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseConf } from '../../src/knowledge/conf.ts';
import { lookupStanzas } from '../../src/knowledge/lookup-settings.ts';

const name = fc.stringMatching(/^[\w.()-]{1,12}$/);
const key = fc.stringMatching(/^[a-z_.]{1,12}$/);
/** What one line can hold: no line break, no backslash at its end, no blanks around it. */
const value = fc
  .string({ unit: 'grapheme', maxLength: 30 })
  .map((text) => text.replace(/[\r\n\\]/g, '').trim());

describe('parseConf', () => {
  it('reads back what was written', () => {
    const files = fc.uniqueArray(
      fc.tuple(name, fc.uniqueArray(fc.tuple(key, value), { selector: ([one]) => one })),
      {
        selector: ([one]) => one,
      },
    );
    fc.assert(
      fc.property(files, (stanzas) => {
        const text = stanzas
          .map(([header, settings]) => `[${header}]\n${settings.map(([k, v]) => `${k} = ${v}\n`).join('')}`)
          .join('\n');
        const read = parseConf(text);
        expect(read.badLines).toEqual([]);
        expect(read.stanzas.map(({ name: header, settings }) => [header, [...settings]])).toEqual(stanzas);
      }),
    );
  });

  it('takes any text, and so do the lookups of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const lines = text.split(/\r\n|\n|\r/).length;
        const file = parseConf(text);
        for (const line of file.badLines) expect(line).toBeLessThanOrEqual(lines);
        lookupStanzas(file);
      }),
    );
  });
});
