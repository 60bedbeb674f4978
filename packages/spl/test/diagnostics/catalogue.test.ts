import { describe, expect, it } from 'vitest';
import { catalogue, type FrontEndCode } from '../../src/diagnostics/catalogue.ts';
import { expandMacros } from '../../src/macros/expand-macros.ts';
import { parseSpl } from '../../src/parser/parse-spl.ts';

const definitions = [
  { name: 'one', arguments: ['a'], definition: '$a$' },
  { name: 'loop', arguments: [], definition: '`loop`' },
  { name: 'evaluated', arguments: [], definition: '1', isEval: true },
  { name: 'small', arguments: ['n'], definition: 'a=$n$', validation: 'tonumber("$n$") < 5' },
  { name: 'strange', arguments: ['n'], definition: 'a=$n$', validation: 'nosuch("$n$")' },
  { name: 'big', arguments: [], definition: 'x'.repeat(400_000) },
  ...Array.from({ length: 60 }, (_, i) => ({ name: `m${i}`, arguments: [], definition: `\`m${i + 1}\`` })),
];

/** For every code the shortest search that gives it. */
const examples: Readonly<Record<FrontEndCode, string>> = {
  SPL1001: 'a="b',
  SPL1002: 'a `b',
  SPL1003: 'a ```b',
  SPL1004: 'a [search b',
  SPL1005: 'a=1)',
  SPL1006: '(a=1',
  SPL1007: 'a |',
  SPL1008: '',
  SPL1009: 'a OR',
  SPL1010: '| rename a',
  SPL1011: '| stts count',
  SPL1012: '('.repeat(300),
  SPL1013: '| stats count by',
  SPL1014: '| eval a=5minutes',
  SPL1015: "| eval 'a=1",
  SPL1016: 'x'.repeat(500_001),
  SPL1017: '| "a"',
  SPL1018: 'a=(b OR c)',
  SPL1101: 'a=1 or b=2',
  SPL1102: '_time>=relative_time(now(),"-1h")',
  SPL1103: "user='ann'",
  SPL1104: 'a [index=b]',
  SPL1105: 'tstats count',
  SPL1106: 'a=\u201cb\u201d',
  SPL2001: '`nosuch`',
  SPL2002: '`one`',
  SPL2003: '`loop`',
  SPL2004: '`big` `big`',
  SPL2005: '`a b`',
  SPL2006: '`m0`',
  SPL2153: '`small(9)`',
  SPL3052: '`evaluated`',
  SPL3053: '`strange(1)`',
};

describe('catalogue', () => {
  it.each(Object.entries(examples))('%s has a search that gives it', (code, text) => {
    const expansion = expandMacros(text, definitions, {
      validate: (condition) => ({ kind: condition.includes('nosuch') ? 'unknown' : 'invalid' }),
    });
    const found = /^SPL[23]/.test(code) ? expansion.diagnostics : parseSpl(text).diagnostics;
    const diagnostic = found.find((candidate) => candidate.code === code);
    expect(diagnostic?.severity).toBe(code.startsWith('SPL11') ? 'warning' : 'error');
    expect(diagnostic?.message).toMatch(/^[^A-Z\s].*[^.\s]$/);
    expect((diagnostic?.hint ?? '').replace(/^did you mean/, '')).not.toMatch(/\byou/i);
  });

  it('has an example for every row', () => {
    expect(Object.keys(examples)).toEqual(Object.keys(catalogue));
  });
});
