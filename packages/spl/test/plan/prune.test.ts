import { describe, expect, it } from 'vitest';
import { scanRequirements } from '../../src/plan/pushdown.ts';
import { nodesOf, planOf } from '../plans.ts';

function fieldsRead(spl: string): readonly string[] {
  return scanRequirements(planOf(spl)).flatMap(({ columns }) => columns.map(({ field }) => field).sort());
}

describe('required fields', () => {
  it('are those that the result can see', () => {
    expect(fieldsRead('index=a | table user')).toEqual(['#ordinal', '_time', 'index', 'user']);
  });

  it('leave out what an aggregation does not use, the time among it', () => {
    expect(fieldsRead('index=a | stats count by user')).toEqual(['index', 'user']);
    expect(fieldsRead('index=a | stats first(x) as f by user')).toEqual([
      '#ordinal',
      '_time',
      'index',
      'user',
      'x',
    ]);
    expect(fieldsRead('index=a | stats earliest(x) as e')).toEqual(['#ordinal', '_time', 'index', 'x']);
    expect(fieldsRead('index=a | stats earliest(_time) as e')).toEqual(['_time', 'index']);
  });

  it('leave out computed fields that nobody reads, and what only they read', () => {
    expect(fieldsRead('index=a | eval x=b+c, y=d | stats count by y')).toEqual(['d', 'index']);
    expect(fieldsRead('index=a | eventstats count by z | stats count by y')).toEqual(['index', 'y']);
  });

  it('leave out aggregates that a later table drops', () => {
    const plan = planOf('index=a | stats count, values(big) as v by user | table user count').plan;
    expect(JSON.stringify(plan)).not.toContain('"values"');
    expect(fieldsRead('index=a | stats count, values(big) as v by user | table user count')).toEqual([
      'index',
      'user',
    ]);
  });

  it('are none for a bare count of everything', () => {
    expect(fieldsRead('* | stats count')).toEqual([]);
  });
});

describe('sorts', () => {
  const sorts = (spl: string): number => nodesOf(planOf(spl).plan).filter(({ op }) => op === 'sort').length;

  it('are made at the end only, or under a limit', () => {
    expect(sorts('index=a | sort 0 x | table x')).toBe(1);
    expect(sorts('index=a | sort 0 x | sort 0 y | table x')).toBe(1);
    expect(sorts('index=a | sort 0 x | stats count by y')).toBe(1);
    expect(sorts('index=a | sort 5 x | stats count')).toBe(1);
    expect(sorts('index=a | sort 0 x | stats count')).toBe(0);
    expect(sorts('index=a | head 5 | table x')).toBe(2);
  });
});
