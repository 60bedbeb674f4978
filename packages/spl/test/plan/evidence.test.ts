import { describe, expect, it } from 'vitest';
import { evidencePlans } from '../../src/plan/evidence.ts';
import { scanRequirements } from '../../src/plan/pushdown.ts';
import { planOf, sqlOf } from '../plans.ts';

const request = { fields: ['_time', 'Operation', 'ClientIP'], valueFields: ['ClientIP'], perRow: 3 };

describe('evidence', () => {
  const query = planOf('index=a risky=1 | stats count by user, op | where count>1');
  const plans = evidencePlans(query, request);

  it('shows the requested fields after the keys', () => {
    expect(plans?.shown.output.map(({ name }) => name)).toEqual([
      'ek0',
      'ek1',
      '_time',
      'Operation',
      'ClientIP',
    ]);
  });

  it('counts the events, their times and the wanted values of each row', () => {
    expect(plans?.totals.output.map(({ name }) => name)).toEqual(['ek0', 'ek1', 'ec', 'ef', 'el', 'ev0']);
  });

  it('reads the same events as the search, with further fields', () => {
    const own = scanRequirements(query)[0];
    for (const plan of plans ? [plans.shown, plans.totals] : []) {
      const [requirement] = scanRequirements(plan);
      expect(requirement?.scanId).toBe(own?.scanId);
      expect(requirement?.predicate).toEqual(own?.predicate);
      const ids = requirement?.columns.map(({ id }) => id) ?? [];
      expect(ids).toEqual(expect.arrayContaining(own?.columns.map(({ id }) => id) ?? ['none']));
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('renders', () => {
    for (const plan of plans ? [plans.shown, plans.totals] : []) expect(sqlOf(plan)).toMatch(/^SELECT/);
  });

  it('of rows that are events has the number of the event as its key', () => {
    const events = evidencePlans(planOf('index=a | table user'), request);
    expect(events?.shown.output[0]).toMatchObject({ name: 'ek0', type: 'number' });
  });

  it('does not exist where no events are read', () => {
    expect(evidencePlans(planOf('| makeresults'), request)).toBeNull();
  });
});
