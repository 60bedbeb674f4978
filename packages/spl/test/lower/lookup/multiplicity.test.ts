import { describe, expect, it } from 'vitest';
import type { LookupDefinition } from '../../../src/lower/lookup/definition.ts';
import { mostRowsPerKey } from '../../../src/lower/lookup/multiplicity.ts';

function table(rows: readonly (readonly (string | null)[])[], more: Partial<LookupDefinition> = {}) {
  return { name: 't', fields: ['a', 'b'], rows, ...more };
}

describe('mostRowsPerKey', () => {
  it('counts the rows with the same values', () => {
    const rows = [
      ['x', '1'],
      ['x', '2'],
      ['X', '1'],
      ['y', '1'],
    ];
    expect(mostRowsPerKey(table(rows), ['a'])).toBe(2);
    expect(mostRowsPerKey(table(rows), ['a', 'b'])).toBe(1);
    expect(mostRowsPerKey(table(rows, { caseSensitive: false }), ['a'])).toBe(3);
  });

  it('passes over rows that match nothing', () => {
    expect(mostRowsPerKey(table([['', '1'], ['', '2'], [null, '3'], []]), ['a'])).toBe(0);
  });

  it('does not guess how an engine folds letters beyond ASCII', () => {
    const rows = [
      ['\u0130', '1'],
      ['i', '2'],
    ];
    expect(mostRowsPerKey(table(rows, { caseSensitive: false }), ['a'])).toBe(2);
    expect(mostRowsPerKey(table(rows), ['a'])).toBe(1);
  });
});
