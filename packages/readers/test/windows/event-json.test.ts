import { expect, it } from 'vitest';
import { decode } from '../support/files.ts';

const TIME = '2026-03-01T10:00:07.123Z';
const NAMED = { Image: 'C:\\a.exe', DestinationPort: '443' };
const SYSMON = 'Microsoft-Windows-Sysmon/Operational';
const EXPECTED = {
  _time: TIME,
  sourcetype: 'XmlWinEventLog',
  source: `XmlWinEventLog:${SYSMON}`,
  host: 'WS01',
  EventCode: '3',
  RecordNumber: '7',
  Name: 'Microsoft-Windows-Sysmon',
  ...NAMED,
};

it.each([
  [
    'evtx_dump',
    {
      Event: {
        '#attributes': { xmlns: 'x' },
        System: {
          Provider: { '#attributes': { Name: 'Microsoft-Windows-Sysmon' } },
          EventID: { '#text': 3, '#attributes': { Qualifiers: 0 } },
          TimeCreated: { '#attributes': { SystemTime: TIME } },
          EventRecordID: 7,
          Channel: SYSMON,
          Computer: 'WS01',
          Correlation: null,
        },
        EventData: NAMED,
      },
    },
  ],
  [
    'Winlogbeat',
    {
      '@timestamp': TIME,
      winlog: {
        event_id: '3',
        channel: SYSMON,
        computer_name: 'WS01',
        record_id: 7,
        provider_name: 'Microsoft-Windows-Sysmon',
        event_data: NAMED,
      },
    },
  ],
  [
    'EvtxECmd',
    {
      EventId: 3,
      Channel: SYSMON,
      Provider: 'Microsoft-Windows-Sysmon',
      Computer: 'WS01',
      EventRecordId: '7',
      TimeCreated: TIME,
      Payload: JSON.stringify({
        EventData: { Data: Object.entries(NAMED).map(([name, text]) => ({ '@Name': name, '#text': text })) },
      }),
    },
  ],
  [
    'NXLog',
    {
      EventID: 3,
      Channel: SYSMON,
      SourceName: 'Microsoft-Windows-Sysmon',
      Hostname: 'WS01',
      host: 'collector',
      RecordNumber: 7,
      EventTime: '2026-03-01 06:00:07.123',
      EventReceivedTime: '2026-03-01 06:00:09',
      '@timestamp': '2026-03-01T10:00:09.500Z',
      ...NAMED,
    },
  ],
])('%s: the fields are those of the event log', async (_, object) => {
  const { json, quarantined } = await decode(`${JSON.stringify(object)}\n`);
  expect(quarantined).toEqual([]);
  expect(json).toMatchObject([EXPECTED]);
});

it('data without names, by position', async () => {
  const dumped = { Event: { System: { EventID: 1 }, EventData: { Data: { '#text': ['a', '', 'c'] } } } };
  const beats = { winlog: { event_id: 1, event_data: { param1: 'a', param2: '', param3: 'c' } } };
  const { json } = await decode([dumped, beats].map((object) => `${JSON.stringify(object)}\n`).join(''));
  expect(json).toMatchObject([dumped, beats].map(() => ({ Data0: 'a', Data2: 'c', Data: ['a', '', 'c'] })));
});

it('an object nested deeper than any event is left as it is', async () => {
  const deep = `{"Event":{"System":{"a":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}}}`;
  expect(await decode(`${deep}\n`)).toMatchObject({ records: 1, json: [{ Event: {} }] });
});

it('other JSON stays as it is', async () => {
  const other = { EventID: 1, Event: 'x', winlog: null };
  expect((await decode(`${JSON.stringify(other)}\n`)).json).toEqual([other]);
});
