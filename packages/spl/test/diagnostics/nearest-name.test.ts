import { describe, expect, it } from 'vitest';
import { nearestName } from '../../src/diagnostics/nearest-name.ts';

const names = ['stats', 'sort', 'eventstats', 'where', 'mvexpand', 'rex'];

describe('nearestName', () => {
  it.each([
    ['stts', 'stats'],
    ['sotr', 'sort'],
    ['STATS', 'stats'],
    ['evenstats', 'eventstats'],
    ['mvexpnd', 'mvexpand'],
    ['rx', 'rex'],
    ['nosuchcommand', undefined],
    ['x', undefined],
    ['', undefined],
  ])('%s', (name, expected) => {
    expect(nearestName(name, names)).toBe(expected);
  });

  it('is cheap for a long name', () => {
    expect(nearestName('x'.repeat(1_000_000), names)).toBeUndefined();
  });
});
