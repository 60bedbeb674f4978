import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtinMacros } from '../../src/macros/builtin-macros.ts';
import { expandMacros } from '../../src/macros/expand-macros.ts';
import type { MacroDefinition } from '../../src/macros/macro-definition.ts';
import { substituteArguments } from '../../src/macros/substitute-arguments.ts';
import { parseSpl } from '../../src/parser/parse-spl.ts';

function macro(name: string, definition: string, ...names: readonly string[]): MacroDefinition {
  return { name, arguments: names, definition };
}

function expand(text: string, ...definitions: readonly MacroDefinition[]): string {
  const { text: expanded, diagnostics } = expandMacros(text, definitions);
  expect(diagnostics).toEqual([]);
  return expanded;
}

describe('expansion', () => {
  it('goes on until no call is left', () => {
    expect(expand('`a` x', macro('a', 'y `b` z'), macro('b', 'w'))).toBe('y w z x');
  });

  it('adds no parentheses', () => {
    expect(expand('`a` c=3', macro('a', 'a=1 OR b=2'))).toBe('a=1 OR b=2 c=3');
  });

  it.each([
    ['`f(a)`', 'x a a_y'],
    ['`f("a b")`', 'x a b a b_y'],
    ['`f( a )`', 'x a a_y'],
  ])('puts the argument of %s in place, without its quotes', (call, expected) => {
    expect(expand(call, macro('f', 'x $p$ $p$_y', 'p'))).toBe(expected);
  });

  it('separates arguments at commas outside quotes and parentheses', () => {
    expect(expand('`f(if(a,b), "c,d")`', macro('f', '<$p$><$q$>', 'p', 'q'))).toBe('<if(a,b)><c,d>');
  });

  it('chooses by the number of arguments, and the later of two definitions', () => {
    const definitions = [macro('f', 'none'), macro('f', 'one', 'p'), macro('f', 'none again')];
    expect(expand('`f` `f(1)` `f()`', ...definitions)).toBe('none again one none again');
  });

  it('leaves double quotes and comments alone, and removes the comments', () => {
    expect(expand('a="`f`" ```not `g` ``` b', macro('f', 'x'))).toBe('a="`f`"   b');
    expect(expand('`f`', macro('f', 'a ```c | "``` b'))).toBe('a   b');
  });

  it('keeps $x$ that is no argument', () => {
    expect(substituteArguments('$x$b64in$_z $y $b64in$', ['b64in'], ['q'])).toBe('$xq_z $y q');
    expect(substituteArguments('cost: $', ['a'], ['b'])).toBe('cost: $');
  });

  it('has what public detections expect from Splunk apps', () => {
    const text = '`security_content_ctime(firstTime)` | `drop_dm_object_name("P")` | `x_filter`';
    const { text: expanded, diagnostics } = expandMacros(text, builtinMacros, { defaultFilters: true });
    expect(diagnostics).toEqual([]);
    expect(expanded).toBe(
      'convert timeformat="%Y-%m-%dT%H:%M:%S" ctime(firstTime) | rename "P.*" as "*" | search *',
    );
  });
});

describe('faults', () => {
  const known = [macro('ctime', 'x', 'field'), macro('filter', 'search *')];

  it.each([
    ['a | `ctimes(x)`', 'SPL2001', 'unknown macro "ctimes(1)"', 'did you mean "ctime"?'],
    ['a | `zzzzzzzz`', 'SPL2001', 'unknown macro "zzzzzzzz"', undefined],
    ['a | `x_filter`', 'SPL2001', 'unknown macro "x_filter"', 'did you mean "filter"?'],
    ['a | `ctime`', 'SPL2002', 'macro "ctime" has no definition with 0 arguments', 'it is defined with 1'],
    ['a | `a b`', 'SPL2005', '"`a b`" is no macro call', 'write `name` or `name(argument, ...)`'],
  ])('%s', (text, code, message, hint) => {
    const { diagnostics, text: expanded } = expandMacros(text, known);
    expect(diagnostics).toMatchObject([{ code, message, span: { start: 4, end: text.length } }]);
    expect(diagnostics[0]?.hint).toBe(hint);
    expect(expanded).toBe(text);
  });

  it('refuses a macro that calls itself', () => {
    const loop = [macro('a', '`b`'), macro('b', 'x `a`')];
    expect(expandMacros('`a`', loop).diagnostics).toMatchObject([
      { code: 'SPL2003', message: 'macro calls itself: a > b > a', span: { start: 0, end: 3 } },
    ]);
  });

  it.each([
    ['nothing', ''],
    ['text', 'xxxxxxxxxx'],
  ])('stops a tower of macros that doubles %s at each level', (_name, last) => {
    const tower = Array.from({ length: 40 }, (_, i) =>
      macro(`m${i}`, i === 39 ? last : `\`m${i + 1}\` \`m${i + 1}\``),
    );
    expect(expandMacros('`m0` `m0`', tower).diagnostics.map((d) => d.code)).toEqual(['SPL2004']);
  });

  it('stops a long chain of macros', () => {
    const chain = Array.from({ length: 60 }, (_, i) => macro(`m${i}`, `\`m${i + 1}\``));
    expect(expandMacros('`m0`', chain).diagnostics.map((d) => d.code)).toEqual(['SPL2006']);
  });
});

describe('positions', () => {
  const definitions = [macro('bad', '| stts count'), macro('in', 'b=`value`'), macro('value', '(c')];

  it.each([
    ['a=1 ```x``` | stts count', 'stts'],
    ['a=1 `bad` | table b', '`bad`'],
    ['`ok` | stts count', 'stts'],
    ['a=1 `in` | table d', '`in`'],
  ])('in %s point at what was typed', (text, shown) => {
    const expansion = expandMacros(text, [...definitions, macro('ok', 'x=1 y=2')]);
    const [error] = parseSpl(expansion.text).diagnostics;
    const { start, end } = expansion.map(error?.span ?? { start: 0, end: 0 });
    expect(text.slice(start, end)).toBe(shown);
  });

  it('lie inside the typed text for every span', () => {
    const piece = fc.constantFrom('`bad`', '`in`', 'abc', ' | ', '```c```', '"`bad`"', '`none`');
    fc.assert(
      fc.property(fc.array(piece), fc.nat(), fc.nat(), (pieces, a, b) => {
        const text = pieces.join(' ');
        const { text: expanded, map } = expandMacros(text, definitions);
        const start = a % (expanded.length + 1);
        const end = start + (b % (expanded.length - start + 1));
        const origin = map({ start, end });
        expect(origin.start).toBeGreaterThanOrEqual(0);
        expect(origin.end).toBeGreaterThanOrEqual(origin.start);
        expect(origin.end).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
