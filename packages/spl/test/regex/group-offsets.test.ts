import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../src/regex/compile-pattern.ts';
import { captureOffsets } from '../../src/regex/group-offsets.ts';

/** Where the groups are by the captured texts, next to where the engine itself says. */
function places(pattern: string, text: string) {
  const compiled = compilePattern(pattern);
  if (!compiled.ok) throw new Error(`no pattern: ${pattern}`);
  const plain = RE2JS.compile(compiled.pattern).matcher(text);
  const found = captureOffsets(compiled.pattern);
  if (!found) return null;
  const captured = RE2JS.compile(found.pattern).matcher(text);
  const isFound = plain.find();
  if (!captured.find() || !isFound) return { ours: captured.find(), theirs: isFound };
  const ours = found.offsets.map(({ name, before, group }) => {
    const start = before.reduce((sum, index) => sum + (captured.group(index) ?? '').length, 0);
    return captured.group(group) ? [name, start] : [name, null];
  });
  const theirs = compiled.groups.map(({ name, index }) => [
    name,
    plain.group(index) ? plain.start(index) : null,
  ]);
  return { ours, theirs };
}

describe('captureOffsets', () => {
  it.each([
    ['(?<a>b)', 'abc'],
    ['x(?<a>b+)(c)(?<d>d)', 'xx xbbcd'],
    ['(?i)X(?<a>B)(?-i)c(?<d>D)', 'xbcD'],
    ['(?:x(?i)y(?<a>z))w(?<b>w)', 'xYZww'],
    ['(?<a>x)|y(?<b>z)', 'yz'],
    ['(?<a>x(?<b>y)?)z', 'xxyz'],
    ['(?:p(?<a>q))?r', 'r'],
    ['[)(\\]](?<a>[]x])\\)(?<b>\\x{61}{2,3}?)', '(])aaa'],
    ['^(?<a>\\w+)\\b.*?(?<b>\\d)$', 'one two 3'],
    ['\\Q(a)\\E(?<b>.)', 'x(a)b'],
    ['a*(?<b>b)', 'caab'],
  ])('%s in %s', (pattern, text) => {
    const found = places(pattern, text);
    expect(found?.ours).toEqual(found?.theirs);
  });

  it.each(['(?<a>x)+', '(?:(?<a>x)y){2}', '(?:x(?:(?<a>y)|z))*'])('has no single place: %s', (pattern) => {
    expect(captureOffsets(compiledText(pattern))).toBeNull();
  });
});

function compiledText(pattern: string): string {
  const compiled = compilePattern(pattern);
  return compiled.ok ? compiled.pattern : '';
}
