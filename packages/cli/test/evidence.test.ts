import { openEngine } from '@sealbreak/engine';
import { compileSpl, evidencePlans, type LookupDefinition, type QueryPlan } from '@sealbreak/spl';
import { afterAll, describe, expect, it } from 'vitest';

const engine = await openEngine({ threads: 1 });
afterAll(() => engine.close());

const events = [
  { _time: 1, user: 'ana', op: 'read', box: 'a' },
  { _time: 2, user: 'ana', op: 'read', box: 'b' },
  { _time: 3, user: 'ana', op: 'send', box: 'a' },
  { _time: 4, user: 'ben', op: 'read', box: 'c' },
  { _time: 5, user: 'ben', op: 'read', box: 'c' },
  { _time: 6, user: 'eve', op: 'send', box: 'd' },
  { _time: 7, op: 'read', box: 'e' },
];

const lookups: readonly LookupDefinition[] = [
  {
    name: 'users',
    fields: ['user', 'team'],
    rows: [
      ['ana', 'red'],
      ['ben', 'blue'],
      ['ana', 'gold'],
    ],
  },
  {
    name: 'like',
    fields: ['user', 'team'],
    rows: [['a*', 'red']],
    match: [{ field: 'user', type: 'WILDCARD' }],
  },
];
engine.lookups.use(lookups);

/** For each result row of a search: the boxes of the events behind it, and how many there are. */
async function evidenceOf(spl: string): Promise<readonly unknown[]> {
  const loaded = await engine.loadRows(events);
  const { query } = compileSpl(spl, { now: 10, universe: loaded.fields ?? [], lookups });
  const plans = query && evidencePlans(query, { fields: ['box'], valueFields: ['box'], perRow: 9 });
  if (!query || !plans) throw new Error(`no evidence: ${spl}`);
  const rowsOf = async (plan: QueryPlan): Promise<readonly (readonly unknown[])[]> => {
    const rows = [];
    for await (const batch of engine.run(plan, loaded)) rows.push(...batch.rows);
    return rows;
  };
  const keys: string[] = [];
  for await (const batch of engine.run(query, loaded))
    keys.push(...batch.keys.map((key) => JSON.stringify(key)));
  const [shown, totals] = [await rowsOf(plans.shown), await rowsOf(plans.totals)];
  const width = query.keys.length;
  return keys.map((key) => {
    const isOurs = (row: readonly unknown[]): boolean => JSON.stringify(row.slice(0, width)) === key;
    return {
      boxes: shown.filter(isOurs).map((row) => row[width]),
      count: totals.find(isOurs)?.[width],
    };
  });
}

describe('the events behind a row', () => {
  it('of one aggregation are those of its group', async () => {
    expect(await evidenceOf('index=main | stats count by user | where count>1 | sort user')).toEqual([
      { boxes: ['a', 'b', 'a'], count: 3 },
      { boxes: ['c', 'c'], count: 2 },
    ]);
  });

  it('of two leave out the groups that a filter between them dropped', async () => {
    const spl =
      'index=main | stats count by user, op | where count>1 | stats sum(count) as n by user | sort user';
    expect(await evidenceOf(spl)).toEqual([
      { boxes: ['a', 'b'], count: 2 },
      { boxes: ['c', 'c'], count: 2 },
    ]);
  });

  it('of two are found by a key that only the first one computed', async () => {
    const spl =
      'index=main | stats dc(box) as boxes count by user | stats sum(count) as n by boxes | sort boxes';
    expect(await evidenceOf(spl)).toEqual([
      { boxes: ['c', 'c', 'd'], count: 3 },
      { boxes: ['a', 'b', 'a'], count: 3 },
    ]);
  });

  it('of two without by are those of all groups that are left', async () => {
    expect(await evidenceOf('index=main | stats count by user | where count<3 | stats count')).toEqual([
      { boxes: ['c', 'c', 'd'], count: 3 },
    ]);
    expect(await evidenceOf('index=main | stats count | stats sum(count) as n')).toEqual([
      { boxes: ['a', 'b', 'a', 'c', 'c', 'd', 'e'], count: 7 },
    ]);
  });

  it.each(['users', 'like'])('are found through the lookup %s', async (name) => {
    const before = `index=main | lookup ${name} user OUTPUT team | where team="red" | stats count by user`;
    expect(await evidenceOf(before)).toEqual([{ boxes: ['a', 'b', 'a'], count: 3 }]);
    const after = `index=main | stats count by user | lookup ${name} user OUTPUT team | where team="red"`;
    expect(await evidenceOf(after)).toEqual([{ boxes: ['a', 'b', 'a'], count: 3 }]);
  });

  it('of three go through all of them', async () => {
    const spl =
      'index=main | stats count by user, box | where count<2 | stats dc(box) as n by user | where user!="eve" | stats count by n';
    expect(await evidenceOf(spl)).toEqual([{ boxes: ['b'], count: 1 }]);
  });
});
