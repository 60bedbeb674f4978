import { describe, expect, it } from 'vitest';
import { rowFields } from '../../src/index.ts';
import { columnsOf, eventsOf, makeBench } from '../fixture.ts';

const bench = await makeBench();

describe('rows', () => {
  const rows = [
    { _time: 1_700_000_000.5, n: 1.5, s: 'a', list: ['x', 'y'], 'a.b{}': 'literal', index: 'other' },
    { _time: '1700000001', n: true, s: null, list: 'one', __proto__x: '' },
    { list: [], s: '' },
  ];

  it('know the types of their fields', () => {
    expect(rowFields(rows)).toEqual([
      { name: '_time', type: 'number' },
      { name: 'index', type: 'dynamic' },
      { name: 'n', type: 'dynamic' },
      { name: 's', type: 'dynamic' },
      { name: 'list', type: 'multivalue' },
      { name: 'a.b{}', type: 'dynamic' },
      { name: '__proto__x', type: 'dynamic' },
    ]);
  });

  it('are events in the order given', async () => {
    const columns = columnsOf(
      '_time',
      'n',
      's',
      ['list', 'multivalue'],
      ['a.b{}', 'dynamic'],
      'index',
      'source',
      'missing',
      ['date_hour', 'number'],
    );
    const loaded = await bench.engine.loadRows(rows);
    expect(await eventsOf(bench, loaded, columns)).toEqual([
      [1_700_000_000.5, '1.5', 'a', ['x', 'y'], 'literal', 'other', null, null, 22],
      [1_700_000_001, 'true', null, 'one', null, 'main', null, null, 22],
      [null, null, '', null, null, 'main', null, null, null],
    ]);
    expect(loaded.totals).toEqual({
      records: 3,
      firstTime: 1_700_000_000.5,
      lastTime: 1_700_000_001,
    });
    expect(loaded.fields?.map(({ name }) => name)).toContain('a.b{}');
    await loaded.close();
  });

  it('may be none', async () => {
    const loaded = await bench.engine.loadRows([]);
    expect(await eventsOf(bench, loaded, columnsOf('index', 'x'))).toEqual([]);
  });
});
