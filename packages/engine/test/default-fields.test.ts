import { describe, expect, it } from 'vitest';
import { audit, columnsOf, equals, eventsOf, makeBench, readFields, requestOf } from './fixture.ts';

const bench = await makeBench();

describe('fields of every event', () => {
  it('of an audit record come from its kind, its file and its time', async () => {
    const file = bench.write('audit.ndjson', [
      audit({ CreationTime: '2026-03-02T09:08:07', host: 'own', index: null }),
    ]);
    const fields = [
      'index',
      'sourcetype',
      'source',
      'host',
      'splunk_server',
      'timestamp',
      'date_month',
      'date_wday',
      'date_zone',
    ];
    expect(await readFields(bench, [file], ...fields)).toEqual([
      [
        'o365',
        'o365:management:activity',
        'audit.ndjson',
        'sealbreak',
        'sealbreak',
        '2026-03-02T09:08:07',
        'march',
        'monday',
        'local',
      ],
    ]);
    const numbers = ['date_year', 'date_mday', 'date_hour', 'date_minute', 'date_second', 'linecount'].map(
      (name) => [name, 'number'] as const,
    );
    expect(await readFields(bench, [file], '_time', ...numbers)).toEqual([
      [Date.UTC(2026, 2, 2, 9, 8, 7) / 1000, 2026, 2, 9, 8, 7, 1],
    ]);
    expect(await readFields(bench, [file], ['_time', 'dynamic'], 'date_hour', 'linecount')).toEqual([
      ['1772442487', '9', '1'],
    ]);
  });

  it('are overruled by an event that was taken out of Splunk', async () => {
    const taken = bench.write('taken.ndjson', [
      audit({ index: 'own', sourcetype: 's' }),
      audit({ index: ['list'] }),
      audit(),
    ]);
    const columns = columnsOf('index', 'sourcetype', 'Operation');
    const files = [taken, bench.write('usual.ndjson', [audit()])];
    const usual = 'o365:management:activity';
    const all = await bench.engine.loadFiles(files, requestOf(columns));
    expect(await eventsOf(bench, all, columns)).toEqual([
      ['own', 's', 'Send'],
      ['o365', usual, 'Send'],
      ['o365', usual, 'Send'],
      ['o365', usual, 'Send'],
    ]);
    const predicate = equals('c0', 'own');
    const own = await bench.engine.loadFiles(files, requestOf(columns, { predicate }));
    expect(await eventsOf(bench, own, columns)).toEqual([['own', 's', 'Send']]);
  });

  it('can be named by the request', async () => {
    const file = bench.write('named.ndjson', [audit()]);
    const columns = columnsOf('index', 'host');
    const loaded = await bench.engine.loadFiles([file], requestOf(columns, { index: "it's", host: 'h' }));
    expect(await eventsOf(bench, loaded, columns)).toEqual([["it's", 'h']]);
  });

  it('of plain JSON are those of the record, where it has them', async () => {
    const file = bench.write(
      'plain.ndjson',
      [{ index: 'i', sourcetype: 's', source: 'f', host: 'h', date_hour: 'x' }, {}],
      { record: 'json' },
    );
    expect(await readFields(bench, [file], 'index', 'sourcetype', 'source', 'host', 'date_hour')).toEqual([
      ['i', 's', 'f', 'h', 'x'],
      ['main', '_json', 'plain.ndjson', 'sealbreak', null],
    ]);
  });

  it('hold the text of the record as it was', async () => {
    const raw = '{"Operation" : "Send","CreationTime":"2026-03-02T09:08:07", "n":1.50,"u":"\\u00e9"}';
    expect(await readFields(bench, [bench.write('raw.ndjson', `${raw}\n`)], '_raw', 'n')).toEqual([
      [raw, '1.50'],
    ]);
  });

  it('may be the text that a record was made of', async () => {
    const lines = [{ _raw: 'a line of a log', a: 'x' }, { _raw: null, a: '_raw' }, { a: 'y' }];
    const file = bench.write('own-raw.ndjson', lines, { record: 'json' });
    expect(await readFields(bench, [file], '_raw', 'a')).toEqual([
      ['a line of a log', 'x'],
      [JSON.stringify(lines[1]), '_raw'],
      [JSON.stringify(lines[2]), 'y'],
    ]);
  });
});

describe('times', () => {
  const noon = Date.UTC(2026, 2, 2, 12) / 1000;

  it.each([
    ['2026-03-02T12:00:00', noon],
    ['2026-03-02T12:00:00Z', noon],
    ['2026-03-02T14:00:00+02:00', noon],
    ['2026-03-02T12:00', noon],
    ['2026-03-02T14:00+02', null],
    ['2026-03-02T12:00:00.25', noon + 0.25],
    ['2026-03-02T12:00:00.0000000Z', noon],
    ['2026-03-02 12:00:00', noon],
    ['2026-03-02', noon - 43_200],
    ['infinity', null],
    ['', null],
    ['x', null],
    ['2026-13-02T12:00:00', null],
    [['2026-03-02T12:00:00'], null],
  ])('of an audit record: %j', async (text, seconds) => {
    const file = bench.write('time.ndjson', [audit({ CreationTime: text })], { checked: true });
    expect(await readFields(bench, [file], '_time')).toEqual([[seconds]]);
  });

  it.each([
    [{ _time: 1_772_452_800, timestamp: 'x' }, noon],
    [{ _time: '1772452800.5' }, noon + 0.5],
    [{ time: 1_772_452_800_000 }, noon],
    [{ timestamp: '1772452800000000' }, noon],
    [{ '@timestamp': '2026-03-02T12:00:00Z' }, noon],
    [{ time: 'no time', eventTime: '2026-03-02T12:00:00Z' }, noon],
    [{ TimeGenerated: '2026-03-02T12:00:00Z', _time: null }, noon],
    [{ other: 1 }, null],
  ])('of plain JSON: %j', async (record, seconds) => {
    const file = bench.write('time-json.ndjson', [record], { record: 'json' });
    expect(await readFields(bench, [file], '_time')).toEqual([[seconds]]);
  });
});
