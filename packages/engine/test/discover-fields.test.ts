import { expect, it } from 'vitest';
import { FIELDS_MAX } from '../src/index.ts';
import { audit, columnsOf, equals, makeBench, requestOf } from './fixture.ts';

const bench = await makeBench();

it('gives the leaves of the events that pass', async () => {
  const file = bench.write('shapes.ndjson', [
    audit({ UserId: 'a', Parameters: [{ Name: 'x' }], Item: { Path: 'p' } }),
    audit({ UserId: 'a', Parameters: '-Name "x"' }),
    audit({ UserId: 'b', Other: 1 }),
  ]);
  const predicate = equals('c0', 'a');
  const found = await bench.engine.discoverFields([file], requestOf(columnsOf('UserId'), { predicate }));
  expect(found.isTruncated).toBe(false);
  expect(Object.fromEntries(found.fields.map(({ name, type }) => [name, type]))).toEqual({
    CreationTime: 'dynamic',
    Id: 'dynamic',
    OrganizationId: 'dynamic',
    Operation: 'dynamic',
    UserId: 'dynamic',
    'Parameters{}.Name': 'multivalue',
    Parameters: 'dynamic',
    'Item.Path': 'dynamic',
  });
});

it('is bounded, and passes over files that cannot be read', async () => {
  const wide = Object.fromEntries(Array.from({ length: FIELDS_MAX + 100 }, (_, n) => [`field${n}`, '1']));
  const gone = { ...bench.write('gone.ndjson', ''), path: '/nowhere/gone.ndjson' };
  const found = await bench.engine.discoverFields(
    [gone, bench.write('wide.ndjson', [audit(wide)])],
    requestOf([]),
  );
  expect(found.isTruncated).toBe(true);
  expect(found.fields).toHaveLength(FIELDS_MAX);
});

it('stands a record of any depth', async () => {
  const deep = `{"Operation":"x","a":${'['.repeat(10_000)}${']'.repeat(10_000)},"d":${'{"k":'.repeat(10_000)}1${'}'.repeat(10_000)}}\n`;
  const found = await bench.engine.discoverFields([bench.write('deep.ndjson', deep)], requestOf([]));
  expect(found.fields.map(({ name }) => name)).toEqual(['Operation']);
});
