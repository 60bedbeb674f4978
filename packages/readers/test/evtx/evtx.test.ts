import { describe, expect, it } from 'vitest';
import {
  eventTemplate,
  eventValues,
  makeEvtx,
  type TestElement,
  type TestValue,
  textValue,
} from '../support/evtx-writer.ts';
import { decode } from '../support/files.ts';

function bytes(type: number, hex: string): TestValue {
  return { type, bytes: Buffer.from(hex.replaceAll(' ', ''), 'hex') };
}

async function eventOf(
  template: TestElement,
  values: readonly TestValue[],
): Promise<Record<string, unknown>> {
  const { json, quarantined } = await decode(makeEvtx([[{ template, values }]]));
  expect(quarantined).toEqual([]);
  return json[0] as Record<string, unknown>;
}

const one = eventTemplate(['Value']);

describe('values, by their declared size', () => {
  it.each([
    ['null', bytes(0x00, ''), undefined],
    ['text', textValue('naïve €'), 'naïve €'],
    ['text that ends in NUL', textValue('a\0\0'), 'a'],
    ['empty text', textValue(''), undefined],
    ['text of one byte', bytes(0x01, '41'), undefined],
    ['half a surrogate pair', bytes(0x01, '3dd8'), '\ufffd'],
    ['ANSI text', bytes(0x02, '6162e900'), 'abé'],
    ['int8', bytes(0x03, 'ff'), '-1'],
    ['uint8', bytes(0x04, 'ff'), '255'],
    ['int16', bytes(0x05, 'feff'), '-2'],
    ['uint16', bytes(0x06, 'feff'), '65534'],
    ['int32', bytes(0x07, 'ffffffff'), '-1'],
    ['uint32', bytes(0x08, 'ffffffff'), '4294967295'],
    ['int64', bytes(0x09, 'feffffffffffffff'), '-2'],
    ['uint64', bytes(0x0a, 'ffffffffffffffff'), '18446744073709551615'],
    ['uint32 of two bytes', bytes(0x08, '0102'), '513'],
    ['uint16 of eight bytes', bytes(0x06, '0100000000000080'), '9223372036854775809'],
    ['real32', bytes(0x0b, 'cdcccc3d'), '0.1'],
    ['real64', bytes(0x0c, '9a9999999999b93f'), '0.1'],
    ['bool of four bytes', bytes(0x0d, '01000000'), 'true'],
    ['bool of one byte', bytes(0x0d, '00'), 'false'],
    ['binary', bytes(0x0e, 'deadBEEF'), 'DEADBEEF'],
    ['GUID', bytes(0x0f, '00112233445566778899aabbccddeeff'), '{33221100-5544-7766-8899-AABBCCDDEEFF}'],
    ['size of 4', bytes(0x10, '10000000'), '0x10'],
    ['size of 8', bytes(0x10, '0000000001000000'), '0x100000000'],
    ['FILETIME', bytes(0x11, '0180 3ed5 deb1 9d01'), '1970-01-01T00:00:00.000000100Z'],
    ['FILETIME before 1970', bytes(0x11, 'ff7f 3ed5 deb1 9d01'), '1969-12-31T23:59:59.999999900Z'],
    ['SYSTEMTIME', bytes(0x12, 'e607 0200 0100 0e00 0900 0a00 0b00 0c00'), '2022-02-14T09:10:11.012Z'],
    ['SID', bytes(0x13, '0102 000000000005 20000000 20020000'), 'S-1-5-32-544'],
    ['hex32', bytes(0x14, '89001200'), '0x120089'],
    ['hex64', bytes(0x15, '0000000000002080'), '0x8020000000000000'],
    ['unknown type', bytes(0x7e, '0102'), '0102'],
  ])('%s', async (_, value, expected) => {
    expect((await eventOf(one, eventValues(1, [value])))['Value']).toBe(expected);
  });

  it('an array repeats its element', async () => {
    const event = await eventOf(eventTemplate(['']), eventValues(1, [bytes(0x81, '61000000 0000 62000000')]));
    expect(event).toMatchObject({ Data0: 'a', Data2: 'b', Data: ['a', '', 'b'] });
    const numbers = await eventOf(eventTemplate(['']), eventValues(1, [bytes(0x88, '0100000002000000')]));
    expect(numbers['Data']).toEqual(['1', '2']);
  });

  it('nested binary XML, without a template', async () => {
    // The name lies inside the value, so that its place in the chunk must be known.
    const template: TestElement = { name: 'Event', content: [{ name: 'UserData', content: [{ slot: 0 }] }] };
    const nested = (at: number) => {
      const head = Buffer.from('0f010100 01 00000000 00000000'.replaceAll(' ', ''), 'hex');
      head.writeUInt32LE(at + head.length, 9);
      return Buffer.concat([
        head,
        Buffer.from('00000000 0000 0100 4100 0000 02 05 01 0200 68006900 04 00'.replaceAll(' ', ''), 'hex'),
      ]);
    };
    const file = makeEvtx([[{ template, values: [{ type: 0x21, bytes: nested(0) }] }]]);
    const at = file.indexOf(nested(0)) - 4096;
    const moved = makeEvtx([[{ template, values: [{ type: 0x21, bytes: nested(at) }] }]]);
    const { json } = await decode(moved);
    expect(json).toMatchObject([{ A: 'hi', _raw: '<Event><UserData><A>hi</A></UserData></Event>' }]);
  });
});

describe('events', () => {
  it('have the fields and the origin that Splunk gives them', async () => {
    const event = await eventOf(
      eventTemplate(['Image', 'host']),
      eventValues(11, [textValue('C:\\a & <b>.exe'), textValue('x')]),
    );
    expect(event).toEqual({
      _time: '2021-10-29T16:53:20.123456700Z',
      index: 'wineventlog',
      sourcetype: 'XmlWinEventLog',
      source: 'XmlWinEventLog:Test/Operational',
      host: 'WS01.lab.example',
      Name: 'Test-Provider',
      EventID: '11',
      EventCode: '11',
      SystemTime: '2021-10-29T16:53:20.123456700Z',
      Channel: 'Test/Operational',
      Computer: 'WS01.lab.example',
      Image: 'C:\\a & <b>.exe',
      EventData_host: 'x',
      _raw: "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Test-Provider'/><EventID>11</EventID><TimeCreated SystemTime='2021-10-29T16:53:20.123456700Z'/><Channel>Test/Operational</Channel><Computer>WS01.lab.example</Computer></System><EventData><Data Name='Image'>C:\\a &amp; &lt;b&gt;.exe</Data><Data Name='host'>x</Data></EventData></Event>",
    });
  });

  it('character and entity references, CDATA; optional values and dependent elements that are null are left out', async () => {
    const content = Buffer.from('08 4100 07 0200 3c003e00'.replaceAll(' ', ''), 'hex');
    const template: TestElement = {
      name: 'Event',
      attributes: [
        ['A', { slot: 0, optional: true }],
        ['B', { slot: 1, optional: true }],
      ],
      content: [
        { name: 'C', content: [content] },
        { name: 'D', dependsOn: 0, content: ['x'] },
        { name: 'E', dependsOn: 1, content: ['y'] },
      ],
    };
    const event = await eventOf(template, [bytes(0, ''), textValue("o'k")]);
    expect(event['_raw']).toBe("<Event B='o&apos;k'><C>A&lt;&gt;</C><E>y</E></Event>");
  });

  it('script blocks in parts are joined in the order of their numbers, and missing parts are said', async () => {
    const template = eventTemplate(['MessageNumber', 'MessageTotal', 'ScriptBlockText', 'ScriptBlockId']);
    const part = (number: number, total: number, id: string, text: string) => ({
      template,
      values: eventValues(4104, [String(number), String(total), text, id].map(textValue)),
    });
    const { json, notices, records } = await decode(
      makeEvtx([
        [part(2, 3, 'a', 'wo '), part(1, 1, 'c', 'alone'), part(1, 3, 'a', 'one t')],
        [part(2, 5, 'b', 'B'), part(3, 3, 'a', 'three'), part(4, 5, 'b', 'D')],
      ]),
    );
    expect(records).toBe(6);
    expect(notices).toEqual(['1 PowerShell script block lacks parts (ScriptBlockMissing says which)']);
    const joined = (json as Record<string, unknown>[]).filter((event) => event['ScriptBlock'] !== undefined);
    expect(joined).toMatchObject([
      { ScriptBlock: 'one two three', ScriptBlockText: 'three' },
      { ScriptBlock: 'BD', ScriptBlockMissing: '1, 3, 5' },
    ]);
  });
});
