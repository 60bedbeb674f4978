import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inferColumns } from '../../src/w3c/infer-columns.ts';
import { splitLine } from '../../src/w3c/split-line.ts';
import { decode, identifyFile } from '../support/files.ts';

const EXCHANGE =
  '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken';
const REQUEST = '10.0.1.10 POST /EWS/Exchange.asmx - 443';
const LINE = `2026-03-02 09:14:07 ${REQUEST} LAB\\alice 10.0.5.21 ExchangeServicesClient/15.00.0847.030 - 200 0 0 218`;

describe('IIS logs', () => {
  it('give an event a line, with the names of Splunk', async () => {
    const log = ['#Software: Microsoft Internet Information Services 10.0', '#Version: 1.0', EXCHANGE, LINE];
    const decoded = await decode(`${log.join('\r\n')}\r\n`);
    expect(decoded).toMatchObject({ format: 'iis-w3c', records: 1, quarantinedCount: 0, notices: [] });
    expect(decoded.json).toEqual([
      {
        _time: '2026-03-02T09:14:07Z',
        index: 'iis',
        sourcetype: 'iis',
        date: '2026-03-02',
        time: '09:14:07',
        s_ip: '10.0.1.10',
        cs_method: 'POST',
        cs_uri_stem: '/EWS/Exchange.asmx',
        s_port: '443',
        cs_username: 'LAB\\alice',
        c_ip: '10.0.5.21',
        cs_User_Agent: 'ExchangeServicesClient/15.00.0847.030',
        sc_status: '200',
        sc_substatus: '0',
        sc_win32_status: '0',
        time_taken: '218',
        _raw: LINE,
      },
    ]);
  });

  it('may change their columns in mid file, and name the day in a directive', async () => {
    const log = [
      EXCHANGE,
      LINE,
      '#Date: 2026-03-03 00:00:00',
      '#Fields: time c-ip s-computername cs(X-Forwarded-For) __proto__',
      '00:00:01 10.0.5.22 EX01 203.0.113.9 x',
    ];
    const decoded = await decode(log.join('\n'));
    expect(decoded.json).toMatchObject([
      { c_ip: '10.0.5.21' },
      {
        _time: '2026-03-03T00:00:01Z',
        c_ip: '10.0.5.22',
        host: 'EX01',
        cs_X_Forwarded_For: '203.0.113.9',
        proto: 'x',
      },
    ]);
  });

  it('quarantine what does not fit, and go on', async () => {
    const log = [
      EXCHANGE,
      '2026-03-02 09:14:07 10.0.1.10 POST',
      LINE,
      LINE.replace('09:14', '29:14'),
      '"open',
    ];
    const decoded = await decode(log.join('\n'));
    expect(decoded).toMatchObject({ records: 1, quarantinedCount: 3 });
    expect(decoded.quarantined.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'the line has 4 values, #Fields names 15'],
      [4, 'no date and time that can be read'],
      [5, 'a quote that is never closed'],
    ]);
  });

  it('without #Fields are read by the kinds of their values, and say what was assumed', async () => {
    const decoded = await decode(`${LINE}\n${LINE}\nno line of a log\n`);
    expect(decoded).toMatchObject({ format: 'iis-w3c', records: 2, quarantinedCount: 1 });
    expect(decoded.notices).toEqual([
      `no #Fields line says the columns; assumed: ${EXCHANGE.slice('#Fields: '.length)}`,
    ]);
  });

  it('are told from the logs of Exchange itself', async () => {
    const log = '#Software: Microsoft Exchange Server\r\n#Fields: DateTime,RequestId,c-ip\r\n';
    expect(await identifyFile(log)).toMatchObject({ format: 'exchange-log' });
  });
});

describe('the columns of a line without #Fields', () => {
  it.each([
    ['no referer', `${REQUEST} - 10.0.5.21 curl/8 200 0 0 15`, 'c-ip cs(User-Agent) sc-status'],
    [
      'referer and host',
      `${REQUEST} - 10.0.5.21 - - mail.example 401 1 64 0`,
      'cs(Referer) cs-host sc-status',
    ],
    ['bytes', `${REQUEST} - ::1%0 HTTP/1.1 a b c d 200 0 0 1 2 3`, 'sc-bytes cs-bytes time-taken'],
    ['forwarded', `${REQUEST} - ::1 a b 200 0 0 26 203.0.113.7`, 'time-taken X-Forwarded-For'],
    [
      'site and name',
      `W3SVC1 EX01 ${REQUEST} - ::1 a b 200 0 0 26`,
      'time s-sitename s-computername s-ip cs-method',
    ],
  ])('%s', (_name, rest, expected) => {
    const columns = inferColumns(`2026-03-02 09:14:07 ${rest}`.split(' '));
    expect(columns?.join(' ')).toContain(expected);
    expect(columns).toHaveLength(rest.split(' ').length + 2);
  });

  it.each(['GET / - 80 - ::1 a b 200 0 0 1', '10.0.0.1 10.0.0.2 GET / - 80 - ::1 a b 200 0 0 1', 'x y z'])(
    'none for %s',
    (rest) => {
      const values = rest.startsWith('GET') ? rest.split(' ') : `2026-03-02 09:14:07 ${rest}`.split(' ');
      expect(inferColumns(values)).toBeNull();
    },
  );
});

describe('values of a line', () => {
  it('come back from quotes', () => {
    const value = fc.string({ unit: 'binary' }).filter((text) => !/[\r\n]/.test(text));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), (values) => {
        const line = values.map((text) => `"${text.replaceAll('"', '""')}"`).join(' ');
        expect(splitLine(line)).toEqual(values);
      }),
    );
  });

  it('are the addresses that a link was made of', () => {
    expect(splitLine('[10.0.0.1](http://10.0.0.1) a[b](c:d)')).toEqual(['10.0.0.1', 'a[b](c:d)']);
  });

  it('are none for any text, or texts without blanks', () => {
    fc.assert(
      fc.property(fc.string(), (line) => {
        const values = splitLine(line);
        expect(values === null || line.includes('"') || values.every((v) => !/[ \t]/.test(v))).toBe(true);
      }),
    );
  });
});
