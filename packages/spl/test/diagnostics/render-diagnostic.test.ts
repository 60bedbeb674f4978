import { describe, expect, it } from 'vitest';
import { renderDiagnostic } from '../../src/diagnostics/render-diagnostic.ts';
import { parseSpl } from '../../src/parser/parse-spl.ts';

function rendered(text: string): string {
  return parseSpl(text)
    .diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, text))
    .join('\n');
}

describe('renderDiagnostic', () => {
  it('shows code, place, line, underline and hint', () => {
    expect(rendered('index=main\n| stts count')).toMatchInlineSnapshot(`
      "error[SPL1011]: unknown command "stts"
        at 2:3
      2 | | stts count
            ^^^^
        hint: did you mean "stats"?"
    `);
  });

  it('marks the place behind the end', () => {
    expect(rendered('| eval r=1+')).toMatchInlineSnapshot(`
      "error[SPL1009]: an operand is missing before the end of the search
        at 1:12
      1 | | eval r=1+
                     ^"
    `);
  });

  it('cuts a long line around the caret', () => {
    expect(rendered(`${'a=1 '.repeat(100)}| stts ${'b '.repeat(100)}`)).toMatchInlineSnapshot(`
      "error[SPL1011]: unknown command "stts"
        at 1:403
      1 | …=1 a=1 a=1 a=1 a=1 a=1 | stts b b b b b b b b b b b b b b b b b b b b b b b b b b b b b b b b b b b …
                                    ^^^^
        hint: did you mean "stats"?"
    `);
  });

  it('makes control characters visible, in the line and in the message', () => {
    expect(rendered('| table a\r\n| x\u001b[31my\u202e\t"\u0007')).toMatchInlineSnapshot(`
      "error[SPL1011]: unknown command "x\\u{1b}"
        at 2:3
      2 | | x\\u{1b}[31my\\u{202e} "\\u{7}
            ^^^^^^^
      error[SPL1004]: this bracket is never closed
        at 2:5
      2 | | x\\u{1b}[31my\\u{202e} "\\u{7}
                   ^
        hint: add the missing ]
      warning[SPL1104]: a subsearch begins with a command, "31my\\u{202e}" is read as a search term
        at 2:6
      2 | | x\\u{1b}[31my\\u{202e} "\\u{7}
                    ^^^^^^^^^^^^
        hint: begin the subsearch with search
      error[SPL1001]: this double quote is never closed
        at 2:12
      2 | | x\\u{1b}[31my\\u{202e} "\\u{7}
                                 ^
        hint: close it with ", and write \\" for a quote inside"
    `);
  });

  it('underlines only the first line of a span over several', () => {
    const diagnostic = {
      code: 'SPL1000',
      severity: 'error',
      span: { start: 2, end: 9 },
      message: 'x',
    } as const;
    expect(renderDiagnostic(diagnostic, 'a bcd\nefgh')).toBe(
      'error[SPL1000]: x\n  at 1:3\n1 | a bcd\n      ^^^',
    );
  });
});
