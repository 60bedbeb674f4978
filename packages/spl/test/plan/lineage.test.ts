import { describe, expect, it } from 'vitest';
import { lineageOf } from '../../src/plan/lineage.ts';
import { planOf } from '../plans.ts';

/** The names of the output columns that lead back to events. */
function keyNames(spl: string): readonly string[] | null {
  const query = planOf(spl);
  const nameOf = (key: string): string => query.output.find(({ id }) => id === key)?.name ?? 'hidden';
  return lineageOf(query.plan)?.keys.map(({ resultId }) => nameOf(resultId)) ?? null;
}

describe('lineage', () => {
  it('of rows that are events is the number of the event', () => {
    expect(keyNames('index=a | eval x=1 | sort y | table x')).toEqual(['hidden']);
  });

  it('of an aggregation are its by fields', () => {
    expect(keyNames('index=a | stats count by user, op | where count>1 | sort -count')).toEqual([
      'user',
      'op',
    ]);
  });

  it('finds the by fields under their later names', () => {
    expect(keyNames('index=a | stats count by user | rename user as who')).toEqual(['who']);
  });

  it('keeps the keys that a second aggregation groups by', () => {
    expect(keyNames('index=a | stats count by user, op | stats dc(op) as ops by user')).toEqual(['user']);
  });

  it('of an aggregation without by has no keys', () => {
    expect(keyNames('index=a | stats count')).toEqual([]);
  });

  it('is below the first aggregation', () => {
    const { plan } = planOf('index=a x=1 | stats count by user');
    expect(lineageOf(plan)?.events.op).toBe('filter');
  });

  it('joins the events of a first aggregation with the groups that reached the last', () => {
    const { plan } = planOf('index=a x=1 | stats count by user | where count>1 | stats max(count) as m');
    expect(lineageOf(plan)?.events.op).toBe('join');
  });

  it('is null where no events are read', () => {
    expect(lineageOf(planOf('| makeresults | eval a=1').plan)).toBeNull();
  });
});
