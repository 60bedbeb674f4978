import { describe, expect, it } from 'vitest';
import { decode } from '../support/files.ts';

const event = (id: number, data: string) =>
  `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event">\n  <System>\n    <Provider Name="P"/>\n    <EventID>${id}</EventID>\n    <TimeCreated SystemTime="2026-03-01T10:00:07.1234567Z"/>\n    <Channel>Security</Channel>\n    <Computer>WS01</Computer>\n  </System>\n  <EventData>\n    <Data Name="A">${data}</Data>\n  </EventData>\n</Event>\n`;

describe('Windows events as XML', () => {
  it.each([
    ['one after the other', (text: string) => text],
    ['in one element', (text: string) => `<?xml version="1.0"?>\n<Events>\n${text}</Events>`],
    ['on one line', (text: string) => text.replaceAll('\n', '')],
    ['in UTF-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ])('%s', async (_, wrap) => {
    const { json, format, records, quarantined } = await decode(
      wrap(event(1, 'a &lt; &#x41;') + event(2, '')),
    );
    expect({ format, records, quarantined }).toEqual({
      format: 'windows-event-xml',
      records: 2,
      quarantined: [],
    });
    expect(json[0]).toMatchObject({
      _time: '2026-03-01T10:00:07.1234567Z',
      source: 'XmlWinEventLog:Security',
      host: 'WS01',
      EventCode: '1',
      A: 'a < A',
    });
    expect(json[1]).not.toHaveProperty('A');
  });

  it('has an identity where computer, channel, record, event and time are known', async () => {
    const numbered = event(1, 'x').replace('<Channel>', '<EventRecordID>7</EventRecordID><Channel>');
    const { json } = await decode(numbered + numbered.replace('Security', 'security') + event(1, 'x'));
    const id = 'ws01/security/7/1/2026-03-01t10:00:07.1234567z';
    expect(json).toMatchObject([{ _sealbreak_id: id }, { _sealbreak_id: id }, {}]);
    expect(json[2]).not.toHaveProperty('_sealbreak_id');
  });

  it('a damaged event costs itself only, and says its line', async () => {
    const broken = event(2, 'x').replace('</Data>', '');
    const { records, quarantined } = await decode(
      event(1, 'x') + broken + event(3, 'y') + event(4, 'z').slice(0, 80),
    );
    expect(records).toBe(2);
    expect(quarantined.map(({ line, reason }) => [line, reason])).toEqual([
      [13, 'an event that is no whole XML element'],
      [36, 'the file ends in the middle of an event'],
    ]);
  });

  it('more events than one piece of the file', async () => {
    const many = Array.from({ length: 3000 }, (_, at) => event(at, 'x'.repeat(at % 50))).join('');
    expect(await decode(many)).toMatchObject({ records: 3000, quarantinedCount: 0 });
  });
});
