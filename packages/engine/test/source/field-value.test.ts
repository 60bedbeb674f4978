import { describe, expect, it } from 'vitest';
import { audit, makeBench, readFields } from '../fixture.ts';

const bench = await makeBench();
let files = 0;

async function valuesOf(fields: readonly string[], ...records: readonly (object | string)[]) {
  files += 1;
  const text = records
    .map((record) => (typeof record === 'string' ? record : JSON.stringify(record)))
    .join('\n');
  const rows = await readFields(bench, [bench.write(`f${files}.ndjson`, text)], ...fields);
  return rows.length === 1 ? rows[0] : rows;
}

const head = '"CreationTime":"2026-03-02T10:20:30","Operation":"Send"';

describe('single-valued fields', () => {
  it('are the texts of scalars; null is no value, the empty string is one', async () => {
    const record = audit({ s: 'x "y" é\n', n: 5, big: 1, t: true, f: false, z: null, e: '' });
    expect(await valuesOf(['s', 'n', 't', 'f', 'z', 'e', 'missing'], record)).toEqual([
      'x "y" é\n',
      '5',
      'true',
      'false',
      null,
      '',
      null,
    ]);
  });

  it('never are the text of an array or object', async () => {
    expect(await valuesOf(['a', 'o', 's'], audit({ a: ['x'], o: { k: 1 }, s: '[x]' }))).toEqual([
      null,
      null,
      '[x]',
    ]);
  });

  it('keep strings that look like JSON, beside containers of the same name', async () => {
    const rows = await valuesOf(
      ['v'],
      audit({ v: '["x"]' }),
      audit({ v: ['x'] }),
      audit({ v: '{"a":1}' }),
      audit({ v: { a: 1 } }),
    );
    expect(rows).toEqual([['["x"]'], [null], ['{"a":1}'], [null]]);
  });

  it('keep an address in brackets', async () => {
    expect(await valuesOf(['ClientIP'], audit({ ClientIP: '[2a01:111::914f]:47114' }))).toEqual([
      '[2a01:111::914f]:47114',
    ]);
  });

  it('keep the text of numbers', async () => {
    const line = `{${head},"a":1156492.00,"b":1e5,"c":12345678901234567890123,"d":-0.50,"s":"1.50","t":"x 1.50 \\" 2.0"}`;
    expect(await valuesOf(['a', 'b', 'c', 'd', 's', 't'], line)).toEqual([
      '1156492.00',
      '1e5',
      '12345678901234567890123',
      '-0.50',
      '1.50',
      'x 1.50 " 2.0',
    ]);
  });

  it('are found below objects and under keys with dots', async () => {
    const nested = audit({ a: { b: { c: 'deep' } } });
    const rows = await valuesOf(
      ['a.b.c', 'a.b', 'a'],
      nested,
      audit({ 'a.b.c': 'top' }),
      audit({ a: { 'b.c': 'mixed' } }),
    );
    expect(rows).toEqual([
      ['deep', null, null],
      ['top', null, null],
      ['mixed', null, null],
    ]);
  });

  it('are not elements of an array', async () => {
    expect(await valuesOf(['a.0', 'a.b'], audit({ a: ['x'] }))).toEqual([null, null]);
  });
});

describe('lists', () => {
  it('are the leaves in document order; one leaf is the scalar, none is no value', async () => {
    const record = audit({
      Parameters: [
        { Name: 'a', Value: 1 },
        { Name: null },
        { Name: 'b', Value: '[x]' },
        { Name: { x: 1 } },
        { Name: ['n'] },
        'text',
      ],
      Tags: ['t', 'u'],
      One: ['x'],
      None: [],
    });
    expect(
      await valuesOf(
        ['Parameters{}.Name', 'Parameters{}.Value', 'Tags{}', 'One{}', 'None{}', 'Parameters{}', 'Gone{}'],
        record,
      ),
    ).toEqual([['a', 'b'], ['1', '[x]'], ['t', 'u'], 'x', null, 'text', null]);
  });

  it('reach through arrays of arrays and through objects', async () => {
    const record = audit({
      Folders: [{ FolderItems: [{ Id: 'a' }, { Id: 'b' }] }, { FolderItems: [{ Id: 'c' }] }],
      Grid: [['1', '2'], ['3']],
      Item: { List: [{ 'x.y': 'dot' }] },
    });
    expect(await valuesOf(['Folders{}.FolderItems{}.Id', 'Grid{}{}', 'Item.List{}.x.y'], record)).toEqual([
      ['a', 'b', 'c'],
      ['1', '2', '3'],
      'dot',
    ]);
  });

  it('keep the text of numbers', async () => {
    expect(await valuesOf(['n{}', 'o{}.v'], `{${head},"n":[1.0,1.00,2],"o":[{"v":0.10}]}`)).toEqual([
      ['1.0', '1.00', '2'],
      '0.10',
    ]);
  });
});

describe('hostile names', () => {
  const names = [
    "'; drop table events_1; --",
    '"',
    "'",
    '\\',
    '$',
    '$.a',
    '[*]',
    '*',
    '',
    ' ',
    'a"b',
    "a'b",
    'file_index',
    'filename',
    'rowid',
    'select',
    'é',
    '名前',
    '\u0000',
    'a\u0000b',
    '/a~1',
    '%',
    'x:y',
    '{',
    '__proto__',
    'a\nb',
    'k0',
    't',
  ];

  it.each(names)('%j is a field like any other', async (name) => {
    const record = Object.fromEntries([
      ...Object.entries(audit()),
      [name, 'value'],
      ['inner', Object.fromEntries([[name, 'nested']])],
      ['list', [Object.fromEntries([[name, 'item']])]],
    ]);
    expect(await valuesOf([name, `inner.${name}`, `list{}.${name}`], record)).toEqual([
      'value',
      'nested',
      'item',
    ]);
  });

  it('tells apart names that differ in case only', async () => {
    const record = audit({ UserId: 'U', userid: 'u', USERID: ['list'], operation: 'lower' });
    expect(
      await valuesOf(['UserId', 'userid', 'USERID', 'USERID{}', 'operation', 'Operation'], record),
    ).toEqual(['U', 'u', null, 'list', 'lower', 'Send']);
  });
});
