import { describe, expect, it } from 'vitest';
import { compileSpl } from '../../src/compile.ts';
import { renderDiagnostic } from '../../src/diagnostics/render-diagnostic.ts';

function messages(text: string): string {
  return compileSpl(text, { now: 0 })
    .diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, text))
    .join('\n');
}

describe('messages', () => {
  it('name the nearest function', () => {
    expect(messages('index=a | where cidrmtach("10.0.0.0/8", ClientIP)')).toMatchInlineSnapshot(`
      "error[SPL2201]: unknown function "cidrmtach"
        at 1:17
      1 | index=a | where cidrmtach("10.0.0.0/8", ClientIP)
                          ^^^^^^^^^
        hint: did you mean "cidrmatch"?"
    `);
  });

  it('say how many arguments a function takes', () => {
    expect(messages('index=a | eval r=if(a=1, "x")')).toMatchInlineSnapshot(`
      "error[SPL2202]: "if" takes 3 arguments, not 2
        at 1:18
      1 | index=a | eval r=if(a=1, "x")
                           ^^^^^^^^^^^^
        hint: write if(<condition>, <value>, <value>)"
    `);
    expect(messages('index=a | eval r=case(a=1, "x", true())')).toMatchInlineSnapshot(`
      "error[SPL2202]: "case" takes pairs of arguments, not 3
        at 1:18
      1 | index=a | eval r=case(a=1, "x", true())
                           ^^^^^^^^^^^^^^^^^^^^^^
        hint: write case(<condition>, <value>, ...)"
    `);
  });

  it('point into the pattern', () => {
    expect(messages('index=a | where match(a, "user(?=@)")')).toMatchInlineSnapshot(`
      "error[SPL3202]: regular expressions with a look-ahead are not supported
        at 1:31
      1 | index=a | where match(a, "user(?=@)")
                                        ^^^^^
        hint: use two conditions joined by AND"
    `);
    expect(messages('index=a | where match(a, "b(c")')).toMatchInlineSnapshot(`
      "error[SPL2208]: this regular expression is malformed: missing closing ): "b(c"
        at 1:27
      1 | index=a | where match(a, "b(c")
                                    ^^^
        hint: a special character stands for itself after a backslash, as in \\( or \\."
    `);
  });

  it('tell conditions and values apart', () => {
    expect(messages('index=a | eval r=(a=1)')).toMatchInlineSnapshot(`
      "error[SPL2205]: a condition cannot be stored in a field
        at 1:19
      1 | index=a | eval r=(a=1)
                            ^^^
        hint: wrap it in if(<condition>, <value>, <value>) or tostring(<condition>)"
    `);
    expect(messages('index=a | where a')).toMatchInlineSnapshot(`
      "error[SPL2204]: this command needs a condition, and this is a value
        at 1:17
      1 | index=a | where a
                          ^
        hint: compare it with something, as in x=1 or isnotnull(x)"
    `);
    expect(messages('index=a | eval r=lower(a=1)')).toMatchInlineSnapshot(`
      "error[SPL2203]: argument 1 of "lower" needs a value, and this is a condition
        at 1:24
      1 | index=a | eval r=lower(a=1)
                                 ^^^
        hint: wrap it in if(<condition>, <value>, <value>)"
    `);
  });

  it('say what is known and not supported', () => {
    expect(messages('index=a | eval r=sha512(a)')).toMatchInlineSnapshot(`
      "error[SPL3201]: the function "sha512" is not supported yet
        at 1:18
      1 | index=a | eval r=sha512(a)
                           ^^^^^^"
    `);
  });

  it('find all mistakes at once', () => {
    const text = 'index=a | eval r=nosuch(a)+tonumber("n/a"), s=strftime(_time, "%i")';
    expect(messages(text).match(/SPL\d+/g)).toEqual(['SPL2201', 'SPL2207', 'SPL2210']);
  });
});
