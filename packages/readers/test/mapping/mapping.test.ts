import { describe, expect, it } from 'vitest';
import {
  decodeInput,
  type InputMapping,
  type InputMappings,
  identify,
  timePattern,
} from '../../src/index.ts';
import { matchesPath } from '../../src/input/glob.ts';
import { contents, tempDir, tempFile } from '../support/files.ts';
import { auditRecords, ndjson } from '../support/records.ts';

async function read(content: string, mappings: InputMappings) {
  const found = await identify(tempFile(content), mappings);
  if (found.kind === 'skipped') return { format: found.format, reason: found.reason, json: [], faults: [] };
  const opened = await decodeInput(found, { spoolDir: tempDir() });
  const { json } = contents([...opened.scans, ...opened.remnants]);
  return { format: found.format, json, faults: opened.quarantined.map(({ line, reason }) => [line, reason]) };
}

const otherwise = (mapping: InputMapping): InputMappings => ({ byGlob: [], otherwise: mapping });

describe('a file that no format fits, with a mapping', () => {
  it('is read as JSON lines: time, sourcetype, names, and the text as it was', async () => {
    const line = '{"when":{"at":"18/05/2021 21:13:33"},"who":"a","id":12345678901234567890,"sourcetype":"x"}';
    const mapping = {
      sourcetype: 'proxy',
      timeField: 'when.at',
      timeFormat: '%d/%m/%Y %H:%M:%S',
      fields: { who: 'user' },
    };
    const { json, format } = await read(`${line}\n{"when":"later"}\n`, otherwise(mapping));
    expect(format).toBe('mapped');
    expect(json).toEqual([
      {
        _time: '2021-05-18T21:13:33Z',
        sourcetype: 'proxy',
        when: { at: '18/05/2021 21:13:33' },
        user: 'a',
        id: Number('12345678901234567890'),
        _raw: line,
      },
    ]);
    expect((json[0] as { _raw: string })._raw).toContain('12345678901234567890');
  });

  it('is read as columns, whatever separates them', async () => {
    for (const delimiter of [',', ';', '\t', '|']) {
      const text = ['stamp', 'user', 'note'].join(delimiter);
      const row = ['1772359867', 'a', '"two\nlines"'].join(delimiter);
      const bad = ['never', 'b', 'x'].join(delimiter);
      const { json, faults } = await read(
        `${text}\n${row}\n${bad}\n`,
        otherwise({ timeField: 'stamp', sourcetype: 'door' }),
      );
      expect(json).toEqual([
        {
          _time: '1772359867',
          sourcetype: 'door',
          stamp: '1772359867',
          user: 'a',
          note: 'two\nlines',
          _raw: row,
        },
      ]);
      expect(faults).toEqual([[4, 'the time field stamp is no time: "never"']]);
    }
  });

  it('finds the time under a usual name, and keeps JSON that has none', async () => {
    const { json } = await read(
      '{"timestamp":"2026-03-01T10:00:00+01:00"}\n{"a":1}\n',
      otherwise({ sourcetype: 's' }),
    );
    expect(json).toMatchObject([
      { _time: '2026-03-01T10:00:00+01:00', sourcetype: 's' },
      { a: 1, sourcetype: 's' },
    ]);
    expect(json[1]).not.toHaveProperty('_time');
  });

  it('leaves files alone that a format fits, and texts without such a column', async () => {
    const audit = await read(ndjson(auditRecords(3)), otherwise({ sourcetype: 's' }));
    expect(audit.format).toBe('o365-ndjson');
    expect(
      await read('Dear diary,\nnothing happened, again.\n', otherwise({ timeField: 'time' })),
    ).toMatchObject({
      format: 'text',
    });
  });

  it('of a glob has the file whatever it looks like', async () => {
    const byGlob = [{ glob: 'sam*', mapping: { sourcetype: 's', timeField: 'CreationTime' } }];
    const { json } = await read(ndjson(auditRecords(3)), { byGlob, otherwise: null });
    expect(json).toHaveLength(3);
    expect(json[0]).toMatchObject({
      sourcetype: 's',
      _time: '2026-03-01T10:00:07',
      Operation: 'MailItemsAccessed',
    });
    expect(await read('just text\n', { byGlob, otherwise: null })).toMatchObject({
      reason: expect.stringContaining('neither JSON nor columns'),
    });
  });

  it('never lets a field make itself the identity or the time of the event', async () => {
    const text = '{"t":"2026-03-01 10:00:00","_time":"1","_sealbreak_id":"x","__proto__":"p"}';
    const { json } = await read(`${text}\n`, otherwise({ timeField: 't' }));
    expect(json).toHaveLength(1);
    expect(JSON.stringify(json[0])).not.toContain('"_sealbreak_id":"x"');
    expect(json[0]).toMatchObject({ _time: '2026-03-01 10:00:00' });
  });
});

describe('a time pattern', () => {
  it.each([
    ['%Y-%m-%d %H:%M:%S', '2026-03-01 09:08:07', '2026-03-01T09:08:07Z'],
    ['%d/%b/%Y:%T %z', '01/Mar/2026:09:08:07 +0100', '2026-03-01T09:08:07+01:00'],
    ['%m/%d/%y %I:%M %p', '3/1/26 12:05 AM', '2026-03-01T00:05:00Z'],
    ['%F %T.%f', '2026-03-01 09:08:07.123456', '2026-03-01T09:08:07.123456Z'],
    ['%d.%m.%Y', '31.02.2026', null],
    ['[%F]', '[2026-03-01]', '2026-03-01T00:00:00Z'],
    ['%F', '2026-03-01x', null],
  ])('%s reads %s', (format, text, iso) => {
    expect(timePattern(format)(text)).toBe(iso);
  });

  it.each(['%Q', '%H:%M', '', '%Y-%m-%d %'])('%s is refused', (format) => {
    expect(() => timePattern(format)).toThrow(RangeError);
  });
});

it.each([
  ['*.log', '/case/a.log', true],
  ['*.log', 'a.log.gz', false],
  ['proxy/*.log', '/case/proxy/a.log', true],
  ['proxy/*.log', '/case/proxy/x/a.log', false],
  ['proxy/**', '/case/proxy/x/a.log', true],
  ['case.zip!/**/*.json', '/x/case.zip!/a/b.json', true],
])('glob %s on %s: %s', (pattern, path, fits) => {
  expect(matchesPath(pattern, path)).toBe(fits);
});
