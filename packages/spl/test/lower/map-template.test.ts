import { describe, expect, it } from 'vitest';
import { fillTemplate, templateFields } from '../../src/lower/map-template.ts';
import { parseSpl } from '../../src/parser/parse-spl.ts';

describe('the template of map', () => {
  it('names its fields once', () => {
    expect(templateFields('search a=$x$ b="$y.z$" $x$ cost=5$ | eval c=1')).toEqual(['x', 'y.z']);
  });

  it('keeps a token that has no value', () => {
    expect(fillTemplate('a=$x$', new Map([['x', null]]))).toBe('a=$x$');
  });

  it.each(['a b', '" | delete "', '\\', 'x\\"', '] | outputlookup y', '`m`', '', 'a$1$&'])(
    'keeps %j one value',
    (value) => {
      for (const template of ['search a=$x$ | table a', 'search a="$x$" | table a']) {
        const { ast, diagnostics } = parseSpl(fillTemplate(template, new Map([['x', value]])));
        expect(diagnostics).toEqual([]);
        expect(ast.commands.length).toBe(2);
        expect(JSON.stringify(ast)).toContain(JSON.stringify(value));
      }
    },
  );
});
