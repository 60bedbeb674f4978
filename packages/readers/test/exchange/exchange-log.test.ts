import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { httpProxyColumns } from '../../src/exchange/log-columns.ts';
import { decode, identifyFile } from '../support/files.ts';

const SERVER = [
  '#Software: Microsoft Exchange Server',
  '#Version: 15.02.1544.004',
  '#Log-type: HttpProxy Logs',
];
const GUID = '5b0c9a52-1111-4222-8333-944455566677';

/** A request through EWS to a mailbox of somebody else, with some values in place of its own. */
function line(values: Readonly<Record<string, string>> = {}, columns = httpProxyColumns): string {
  const all: Readonly<Record<string, string>> = {
    DateTime: '2026-03-02T09:14:07.120Z',
    RequestId: GUID,
    MajorVersion: '15',
    MinorVersion: '2',
    BuildVersion: '1544',
    RevisionVersion: '4',
    Protocol: 'Ews',
    AuthenticatedUser: 'LAB\\mallory',
    AnchorMailbox: 'SMTP:bob@contoso.example',
    UserAgent: 'ExchangeServicesClient/15.00.0847.030',
    ClientIpAddress: '192.0.2.21',
    ServerHostName: 'EX01',
    GenericInfo: '"a=1;say ""b"", c"',
    ...values,
  };
  return columns.map((column) => all[column] ?? '').join(',');
}

describe('logs of Exchange Server', () => {
  it('have the columns that a #Fields line says, under their names', async () => {
    const fields = `#Fields: ${httpProxyColumns.join(',')}`;
    const log = [httpProxyColumns.join(','), ...SERVER, '#Date: 2026-03-02T00:00:00Z', fields, line()];
    const decoded = await decode(`${log.join('\r\n')}\r\n`);
    expect(decoded).toMatchObject({ format: 'exchange-log', records: 1, quarantinedCount: 0, notices: [] });
    expect(decoded.json).toEqual([
      {
        _time: '2026-03-02T09:14:07.120Z',
        index: 'msexchange',
        sourcetype: 'MSExchange:HttpProxy',
        host: 'EX01',
        DateTime: '2026-03-02T09:14:07.120Z',
        RequestId: GUID,
        MajorVersion: '15',
        MinorVersion: '2',
        BuildVersion: '1544',
        RevisionVersion: '4',
        Protocol: 'Ews',
        AuthenticatedUser: 'LAB\\mallory',
        AnchorMailbox: 'SMTP:bob@contoso.example',
        UserAgent: 'ExchangeServicesClient/15.00.0847.030',
        ClientIpAddress: '192.0.2.21',
        ServerHostName: 'EX01',
        GenericInfo: 'a=1;say "b", c',
        _raw: line(),
        _sealbreak_id: expect.any(String),
      },
    ]);
  });

  it('may change their columns in mid file, and be other logs than that of the proxy', async () => {
    const log = [
      ...SERVER,
      '#Fields: DateTime,RequestId,AnchorMailbox',
      `2026-03-02T09:14:07Z,${GUID},a@contoso.example`,
      '#Log-type: Message Tracking Log',
      '#Fields: date-time,client-ip,message-id,__proto__',
      '2026-03-02T09:14:08.5Z,192.0.2.7,<1@contoso.example>,x',
      '#Log-type: EWS Logs',
      '#Fields: DateTime,SoapAction,ImpersonatedUser',
      '2026-03-02T09:14:09Z,GetItem,bob@contoso.example',
    ];
    const decoded = await decode(log.join('\n'));
    expect(decoded.json).toMatchObject(
      [
        { sourcetype: 'MSExchange:HttpProxy', AnchorMailbox: 'a@contoso.example' },
        { sourcetype: 'MSExchange:HttpProxy' },
        { sourcetype: 'MSExchange:EWS', SoapAction: 'GetItem', ImpersonatedUser: 'bob@contoso.example' },
      ].map((event, at) =>
        at === 1 ? { sourcetype: 'MSExchange:2013:MessageTracking', client_ip: '192.0.2.7' } : event,
      ),
    );
  });

  it('without a header are told by their values, and say what was assumed', async () => {
    const decoded = await decode(`${line()}\n${line({ RequestId: GUID.replace('5b', '5c') })}\n`);
    expect(decoded).toMatchObject({ format: 'exchange-log', records: 2, quarantinedCount: 0 });
    expect(decoded.notices).toEqual([expect.stringContaining('assumed')]);
    expect((await identifyFile(line())).sure).toBe('likely');
  });

  it('put damaged lines aside with their reason', async () => {
    const decoded = await decode(
      [
        ...SERVER,
        '#Fields: DateTime,RequestId,AnchorMailbox',
        'now,1,b',
        '2026-03-02T09:14:07Z,1',
        `2026-03-02T09:14:07Z,${GUID},c`,
      ].join('\n'),
    );
    expect(decoded).toMatchObject({ records: 1, quarantinedCount: 2 });
    expect(decoded.quarantined.map(({ line: at, reason }) => [at, reason])).toEqual([
      [5, 'no time in the first column'],
      [6, 'the line has 2 values, the header 3'],
    ]);
  });

  it('account for every line, whatever stands in it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string().filter((text) => !/[\r\n"]/.test(text) && text.trim() !== '')),
        async (texts) => {
          const lines = texts.filter((text) => !text.startsWith('#') && !/^date-?time/i.test(text));
          const decoded = await decode([...SERVER, '#Fields: DateTime,RequestId,A', ...lines].join('\n'));
          expect(decoded.records + decoded.quarantinedCount).toBe(lines.length);
        },
      ),
      { numRuns: 50, seed: 7 },
    );
  });
});
