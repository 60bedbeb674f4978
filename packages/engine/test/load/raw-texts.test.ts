import { appendFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ScanFile } from '../../src/index.ts';
import { audit, columnsOf, equals, eventsOf, makeBench, requestOf } from '../fixture.ts';

const bench = await makeBench();
const columns = columnsOf('UserId', '#ordinal');

/** The texts of the events of one user, in reading order; null where there is none. */
async function textsOf(
  files: readonly ScanFile[],
  user: string,
  meanwhile: () => void = () => {},
  keepDuplicates = false,
): Promise<readonly (string | null)[]> {
  const request = requestOf(columns, { predicate: equals('c0', user), keepDuplicates });
  const loaded = await bench.engine.loadFiles(files, request);
  const places = (await eventsOf(bench, loaded, columns)).map(([, place]) => Number(place));
  meanwhile();
  const texts = await loaded.rawTexts(places);
  await loaded.close();
  return places.map((place) => texts.get(place) ?? null);
}

const text = (record: object): string => JSON.stringify(record);

describe('the texts of events', () => {
  it('are read again from the files that have them', async () => {
    const many = Array.from({ length: 3000 }, (_, index) => audit({ UserId: `u${index % 7}`, index }));
    const others = [audit({ UserId: 'u3', Deep: { a: [1.5, 'é "x"'] } }), audit({ UserId: 'u4' })];
    const files = [
      bench.write('raw-many.ndjson', many),
      bench.write('raw-none.ndjson', [audit({ UserId: 'u5' })]),
      bench.write('raw-more.ndjson.gz', others, { compression: 'gzip' }),
    ];
    const wanted = [...many, ...others].filter(({ UserId }) => UserId === 'u3').map(text);
    expect(await textsOf(files, 'u3')).toEqual(wanted);
  });

  it('belong to the right one of records that share their id, their time and all but their text', async () => {
    const one = { ...audit({ UserId: 'a' }), n: 1 };
    const copies = [one, { ...one, n: 2, UserId: 'b' }, { ...one, n: 3 }, { ...one, n: 4, UserId: 'b' }];
    const file = bench.write('raw-copies.ndjson', copies);
    expect(await textsOf([file], 'b')).toEqual([text(copies[1] ?? {})]);
    expect(await textsOf([file], 'b', () => {}, true)).toEqual(
      [copies[1], copies[3]].map((c) => text(c ?? {})),
    );
  });

  it('need no id and no time', async () => {
    const records = [3, 1, 2].flatMap((n) => [
      { user: 'x', UserId: 'a', n },
      { user: 'y', UserId: 'b', n, time: '2026-01-01T00:00:00Z' },
    ]);
    const file = bench.write('raw-plain.ndjson', records, { record: 'json' });
    for (const user of ['a', 'b'])
      expect(await textsOf([file], user)).toEqual(records.filter(({ UserId }) => UserId === user).map(text));
  });

  it('are those that a record holds of its origin', async () => {
    const file = bench.write('raw-own.ndjson', [{ UserId: 'a', _raw: 'the line' }], { record: 'json' });
    expect(await textsOf([file], 'a')).toEqual(['the line']);
  });

  it('are left out where the file has other records of that kind now, and never another one’s', async () => {
    const records = [{ UserId: 'a', n: 1 }];
    const file = bench.write('raw-changed.ndjson', records, { record: 'json' });
    expect(await textsOf([file], 'a', () => appendFileSync(file.path, '{"UserId":"a","n":2}\n'))).toEqual([
      null,
    ]);
  });

  it('come with rows as they were given', async () => {
    const loaded = await bench.engine.loadRows(
      [{ _raw: 'one' }, { UserId: 'a' }],
      [{ name: '_raw', type: 'dynamic' }],
    );
    expect([...(await loaded.rawTexts([0, 1]))]).toEqual([[0, 'one']]);
  });
});
