import { compileSpl, scanRequirements } from '@sealbreak/spl';
import { describe, expect, it } from 'vitest';
import { absenceTests } from '../../src/load/absence-tests.ts';

function tested(spl: string): readonly string[] {
  const { query } = compileSpl(spl, { now: 0 });
  const scans = query ? scanRequirements(query) : [];
  return [...absenceTests(scans)].sort();
}

describe('the fields whose lack can let an event pass', () => {
  it.each([
    ['index=a user=ana op IN (x, y) | where agent!=owner AND like(agent, "%x%") | stats count', []],
    ['index=a | where isnull(user) AND op="x" | stats count', ['user']],
    ['index=a NOT user=ana | stats count', ['user']],
    ['index=a | where NOT user="ana" | stats count', []],
    ['index=a | where coalesce(user, "x")="x" | stats count', ['user']],
    ['index=a | where if(user="ana", 0, 1)=1 | stats count', ['user']],
    ['index=a | eval n=if(op="x", 1, 0)+if(user="ana", 1, 0) | where n>0 | stats count', []],
  ])('%s', (spl, fields) => {
    const found = tested(spl).filter((field) => !['index'].includes(field));
    expect(found).toEqual(fields);
  });
});
