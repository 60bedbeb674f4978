import { describe, expect, it } from 'vitest';
import { parseConf } from '../../src/knowledge/conf.ts';
import { macrosOfConf, macrosOfYaml } from '../../src/knowledge/macro-readers.ts';

describe('macrosOfConf', () => {
  it('reads stanzas with and without arguments', () => {
    const text = String.raw`
[plain]
definition = index=o365
iseval = 0

[limit(2)]
args = field, most
definition = where $field$ > 0 \
  AND $field$ < $most$
validation = isnum($most$)
errormsg = "most must be a number"

[computed]
definition = "index=" . "x"
iseval = 1
`;
    expect(macrosOfConf(parseConf(text))).toEqual({
      faults: [],
      macros: [
        { name: 'plain', arguments: [], definition: 'index=o365' },
        {
          name: 'limit',
          arguments: ['field', 'most'],
          definition: 'where $field$ > 0 \n  AND $field$ < $most$',
          validation: 'isnum($most$)',
          errorMessage: 'most must be a number',
        },
        { name: 'computed', arguments: [], definition: '"index=" . "x"', isEval: true },
      ],
    });
  });

  it('tells what is wrong and reads the rest', () => {
    const text =
      '[a(1)]\ndefinition = x\n[b]\nargs =\n[c(2)]\nargs = x,x\ndefinition = y\n[d]\ndefinition = z\n!';
    expect(macrosOfConf(parseConf(text))).toEqual({
      macros: [{ name: 'd', arguments: [], definition: 'z' }],
      faults: [
        'line 10 is no setting',
        'the macro [a(1)] in line 1 has 0 args for 1',
        'the macro [b] in line 3 has no definition',
        'the macro [c(2)] in line 5 names an argument twice',
      ],
    });
  });
});

describe('macrosOfYaml', () => {
  it('reads one mapping, lists and several documents, and passes over others', () => {
    const text = [
      'name: one(1)\narguments: [x]\ndefinition: search a=$x$\ndescription: d',
      '- {name: two, definition: x}\n- {name: three}\n- 5',
      'title: no macro',
    ].join('\n---\n');
    expect(macrosOfYaml(text)).toEqual({
      faults: [],
      macros: [
        { name: 'one', arguments: ['x'], definition: 'search a=$x$' },
        { name: 'two', arguments: [], definition: 'x' },
      ],
    });
  });

  it('tells of a document that is no YAML', () => {
    const { macros, faults } = macrosOfYaml('name: [x\n---\nname: a\ndefinition: b');
    expect(faults).toHaveLength(1);
    expect(macros).toEqual([{ name: 'a', arguments: [], definition: 'b' }]);
  });
});
