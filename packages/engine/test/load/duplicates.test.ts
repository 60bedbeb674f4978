import { describe, expect, it } from 'vitest';
import type { LoadedEvents } from '../../src/index.ts';
import { audit, columnsOf, equals, eventsOf, isNotNull, makeBench, requestOf } from '../fixture.ts';

const bench = await makeBench();
const { engine } = bench;

async function duplicatesOf(loaded: LoadedEvents): Promise<readonly number[]> {
  const counts = await loaded.duplicates();
  return loaded.files.map(({ file }) => counts.get(file) ?? 0);
}

describe('duplicates', () => {
  const copy = audit({ UserId: 'twice' });
  const other = audit({ ...copy, OrganizationId: 'another tenant' });
  const noId = audit({ Id: undefined, UserId: 'nobody' });
  const first = bench.write('dup1.ndjson', [copy, noId, noId, copy]);
  const second = bench.write('dup2.ndjson', [other, copy, audit({ UserId: 'once' })]);
  const columns = columnsOf('UserId', 'OrganizationId', '#ordinal');

  it.each([
    ['all events', null],
    ['a predicate', isNotNull('c0')],
  ])('are dropped across files, first seen stays (%s)', async (_, predicate) => {
    const loaded = await engine.loadFiles([first, second], requestOf(columns, { predicate }));
    expect(loaded.totals).toMatchObject({ records: 7 });
    expect(await duplicatesOf(loaded)).toEqual([1, 1]);
    const rows = await eventsOf(bench, loaded, columns);
    expect(rows.map(([user, tenant]) => `${user} ${tenant}`)).toEqual([
      'twice org',
      'nobody org',
      'nobody org',
      'twice another tenant',
      'once org',
    ]);
    expect(rows[0]?.[2]).toBe(0);
  });

  it('can stay, and are counted all the same', async () => {
    const loaded = await engine.loadFiles([first, second], requestOf(columns, { keepDuplicates: true }));
    expect(await eventsOf(bench, loaded, columns)).toHaveLength(7);
    expect(await duplicatesOf(loaded)).toEqual([1, 1]);
  });

  it('leave the kept copy when an earlier one was not kept', async () => {
    const id = 'same';
    const file = bench.write('dup3.ndjson', [
      audit({ Id: id, UserId: 'x' }),
      audit({ Id: id, UserId: 'y' }),
      audit({ Id: id, UserId: 'y' }),
    ]);
    const loaded = await engine.loadFiles([file], requestOf(columns, { predicate: equals('c0', 'y') }));
    expect(await eventsOf(bench, loaded, columns)).toEqual([['y', 'org', 1]]);
    expect(await duplicatesOf(loaded)).toEqual([2]);
  });

  it('are unknown to plain JSON, where Id means nothing', async () => {
    const file = bench.write('dup4.ndjson', [{ Id: '1' }, { Id: '1' }], { record: 'json' });
    const loaded = await engine.loadFiles([file], requestOf(columnsOf('Id')));
    expect(await eventsOf(bench, loaded, columnsOf('Id'))).toHaveLength(2);
    expect(await duplicatesOf(loaded)).toEqual([0]);
  });
});
